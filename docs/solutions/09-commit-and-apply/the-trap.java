AppendEntries trap = new AppendEntries(3, n1, 2, 2, List.of(), 4, 1);
