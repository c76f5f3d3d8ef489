import java.time.*;
System.out.println("The library is on the class path.");
