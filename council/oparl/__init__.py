"""Council matters for machines, by OParl 1.1 (https://oparl.org)."""
