Map<String, String> predicted = Map.of("/a/b", "v2", "/c", "DEL\n/a/b");
Set<Long> refused = Set.of(5L, 6L);
