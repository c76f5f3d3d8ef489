String method = "LogRules.matches";
