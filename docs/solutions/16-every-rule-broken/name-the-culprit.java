String method = "ElectionRules.isStale";
