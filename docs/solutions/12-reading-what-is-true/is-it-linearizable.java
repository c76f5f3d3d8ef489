List<Boolean> possible = List.of(true, false, false, true);
