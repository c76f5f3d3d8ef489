#!/usr/bin/env bash
# TeaVM 0.16.0 (org.teavm, Maven Central) compiles Java to JavaScript. Its streams take the number of limit and skip, a
# long, modulo 2^32: limit(Long.MAX_VALUE), the usual way to say "no limit", lets one element through, and skip(2^32)
# skips none. That holds for streams of objects, int and long. A limit below zero, which the JDK refuses, lets one through,
# too; Long.MAX_VALUE becomes such a number.
#
# Seen, for the elements 1 to 5, JDK 17 and then TeaVM under Node.js 20:
#   limit(Integer.MAX_VALUE): [1, 2, 3, 4, 5]            [1, 2, 3, 4, 5]
#   limit(Long.MAX_VALUE):    [1, 2, 3, 4, 5]            [1]
#   limit(2^32 + 2):          [1, 2, 3, 4, 5]            [1, 2]
#   LongStream, MAX_VALUE:    [1, 2, 3, 4, 5]            [1]
#   skip(2^32):               []                         [1, 2, 3, 4, 5]
#   limit(-1):                IllegalArgumentException   [1]
# What to do: leave limit out where there is none, and keep the numbers of limit and skip within int.
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
              <mainClass>Counts</mainClass>
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

cat >src/main/java/Counts.java <<'JAVA'
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;

public class Counts {
    private static void show(String what, UnaryOperator<Stream<Integer>> change) {
        try {
            System.out.println(what + ": " + change.apply(List.of(1, 2, 3, 4, 5).stream()).toList());
        } catch (IllegalArgumentException refused) {
            System.out.println(what + ": refused");
        }
    }

    public static void main(String[] args) {
        show("int", stream -> stream.limit(Integer.MAX_VALUE));
        show("long", stream -> stream.limit(Long.MAX_VALUE));
        show("two", stream -> stream.limit((1L << 32) + 2));
        System.out.println("longs: " + LongStream.rangeClosed(1, 5).limit(Long.MAX_VALUE).boxed().toList());
        show("skip", stream -> stream.skip(1L << 32));
        show("negative", stream -> stream.limit(-1));
    }
}
JAVA

mvn -B -ntp -q process-classes
java -cp target/classes Counts >jdk.txt
echo "require('./target/javascript/classes.js').main([]);" >run.cjs
node run.cjs >teavm.txt
paste -d '|' jdk.txt teavm.txt

[ "$(sed -n 1p jdk.txt)" = "$(sed -n 1p teavm.txt)" ]
grep -qx 'long: \[1, 2, 3, 4, 5\]' jdk.txt
grep -qx 'long: \[1\]' teavm.txt
grep -qx 'two: \[1, 2, 3, 4, 5\]' jdk.txt
grep -qx 'two: \[1, 2\]' teavm.txt
grep -qx 'longs: \[1, 2, 3, 4, 5\]' jdk.txt
grep -qx 'longs: \[1\]' teavm.txt
grep -qx 'skip: \[\]' jdk.txt
grep -qx 'skip: \[1, 2, 3, 4, 5\]' teavm.txt
grep -qx 'negative: refused' jdk.txt
grep -qx 'negative: \[1\]' teavm.txt
