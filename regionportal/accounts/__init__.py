"""The accounts of the staff: roles, invitations, sessions, second factor, signing in from elsewhere."""
