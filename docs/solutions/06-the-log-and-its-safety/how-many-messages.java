int[] messages = {2, 2, 1, 1, 3, 3};
