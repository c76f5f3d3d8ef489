String predicted = "rdurd";
