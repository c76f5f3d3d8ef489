Timing chosen = Timing.ofMillis(20, 250, 400);
