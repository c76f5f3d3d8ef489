#!/usr/bin/env bash
# TeaVM 0.16.0 (org.teavm, Maven Central) compiles Java to JavaScript. Its java.util.Random gives the JDK's numbers for
# nextInt(), nextLong() and nextDouble(), and others for nextInt(bound), although the documentation of Random gives that
# algorithm and asks every implementation to keep to it; Collections.shuffle with a seed follows. A simulation whose
# seed is quoted is another one in the page. String.format does not know %n, which every JDK has, and rounds 0.5 to 0
# and 0.25 to 0.2, where the JDK rounds half up.
#
# Seen, for new Random(42), JDK 17 and then TeaVM under Node.js 20:
#   nextInt:     -1170105035 234785527 -1360544799   the same
#   nextInt(10): 0 3 8 4 0 5 5 8                     5 7 1 8 4 3 9 8
#   shuffle:     [2, 1, 5, 6, 4, 3]                  [3, 5, 4, 1, 2, 6]
#   %.0f %.1f:   1 0.3                               0 0.2
#   a%nb:        two lines                           UnknownFormatConversionException
# What to do: draw bounded numbers from nextInt() oneself, as the documentation says, and keep %n out of what is shown.
#
# Needs Maven, a JDK and Node.js. Fails if the behaviour changes.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p src/main/java

cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <properties>
    <maven.compiler.release>17</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency>
      <groupId>org.teavm</groupId>
      <artifactId>teavm-classlib</artifactId>
      <version>0.16.0</version>
      <scope>provided</scope>
    </dependency>
  </dependencies>
  <build>
    <plugins>
      <plugin>
        <groupId>org.apache.maven.plugins</groupId>
        <artifactId>maven-compiler-plugin</artifactId>
        <version>3.14.1</version>
      </plugin>
      <plugin>
        <groupId>org.teavm</groupId>
        <artifactId>teavm-maven-plugin</artifactId>
        <version>0.16.0</version>
        <executions>
          <execution>
            <phase>process-classes</phase>
            <goals>
              <goal>compile</goal>
            </goals>
            <configuration>
              <mainClass>Draws</mainClass>
              <targetType>JAVASCRIPT</targetType>
              <jsModuleType>COMMON_JS</jsModuleType>
            </configuration>
          </execution>
        </executions>
      </plugin>
    </plugins>
  </build>
</project>
POM

cat >src/main/java/Draws.java <<'JAVA'
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

public class Draws {
    public static void main(String[] args) {
        Random whole = new Random(42);
        System.out.println("nextInt: " + whole.nextInt() + " " + whole.nextInt() + " " + whole.nextInt());
        Random bounded = new Random(42);
        StringBuilder line = new StringBuilder("nextInt(10):");
        for (int i = 0; i < 8; i++) line.append(' ').append(bounded.nextInt(10));
        System.out.println(line);
        List<Integer> cards = new ArrayList<>(List.of(1, 2, 3, 4, 5, 6));
        Collections.shuffle(cards, new Random(42));
        System.out.println("shuffle: " + cards);
        System.out.println("rounded: " + String.format(Locale.ROOT, "%.0f %.1f", 0.5, 0.25));
        try {
            System.out.println("lines: " + String.format(Locale.ROOT, "a%nb").length());
        } catch (IllegalArgumentException refused) {
            System.out.println("lines: " + refused.getClass().getSimpleName());
        }
    }
}
JAVA

mvn -B -ntp -q process-classes
java -cp target/classes Draws >jdk.txt
echo "require('./target/javascript/classes.js').main([]);" >run.cjs
node run.cjs >teavm.txt
paste -d '|' jdk.txt teavm.txt

[ "$(sed -n 1p jdk.txt)" = "$(sed -n 1p teavm.txt)" ]
grep -qx 'nextInt(10): 0 3 8 4 0 5 5 8' jdk.txt
grep -qx 'nextInt(10): 5 7 1 8 4 3 9 8' teavm.txt
grep -qx 'shuffle: \[2, 1, 5, 6, 4, 3\]' jdk.txt
grep -qx 'shuffle: \[3, 5, 4, 1, 2, 6\]' teavm.txt
grep -qx 'rounded: 1 0.3' jdk.txt
grep -qx 'rounded: 0 0.2' teavm.txt
grep -qx 'lines: 3' jdk.txt
grep -qx 'lines: UnknownFormatConversionException' teavm.txt
