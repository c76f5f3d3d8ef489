#!/usr/bin/env bash
# TeaVM 0.16.0 (org.teavm, Maven Central) compiles Java to JavaScript. A part of its TreeMap or TreeSet that has an upper
# bound (headMap, subMap, headSet, subSet) is read as in the JDK. But removing from it does not stop at the bound: clear(),
# also of its keySet, values and entrySet, and removeIf and retainAll take all that lies behind it as well. A part without
# an upper bound (tailMap) is cleared rightly. And floorKey and ceilingKey of a part, asked about a key outside of it,
# give null, where the JDK gives the nearest key within.
#
# Seen, for the keys 1 to 5, JDK 17 and then TeaVM under Node.js 20:
#   headMap(2).clear():          [2, 3, 4, 5]   []
#   subMap(2, 4).clear():        [1, 4, 5]      [1]
#   subSet(2, 4).clear():        [1, 4, 5]      [1]
#   keySet().removeIf(all):      [1, 4, 5]      [1]
#   keySet().retainAll([2]):     [1, 2, 4, 5]   [1, 2]
#   subMap(2, 4).remove(5):      [1, 2, 3, 4, 5] in both
#   tailMap(4).clear():          [1, 2, 3]      [1, 2, 3]
#   floorKey(9), ceilingKey(0):  3 2            null null
# A log that forgets its oldest entries with headMap(first).clear() forgets all of them.
# What to do: take entries from the whole map, as long as its firstKey() is too low.
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
              <mainClass>Parts</mainClass>
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

cat >src/main/java/Parts.java <<'JAVA'
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

public class Parts {
    private static void show(String what, Consumer<TreeMap<Integer, String>> change) {
        TreeMap<Integer, String> map = new TreeMap<>();
        for (int key = 1; key <= 5; key++) map.put(key, "value");
        change.accept(map);
        System.out.println(what + ": " + map.keySet());
    }

    public static void main(String[] args) {
        show("headMap", map -> map.headMap(2).clear());
        show("subMap", map -> map.subMap(2, 4).clear());
        TreeSet<Integer> set = new TreeSet<>(List.of(1, 2, 3, 4, 5));
        set.subSet(2, 4).clear();
        System.out.println("subSet: " + set);
        show("removeIf", map -> map.subMap(2, 4).keySet().removeIf(key -> true));
        show("retainAll", map -> map.subMap(2, 4).keySet().retainAll(List.of(2)));
        show("remove", map -> map.subMap(2, 4).remove(5));
        show("tailMap", map -> map.tailMap(4).clear());
        TreeMap<Integer, String> map = new TreeMap<>();
        for (int key = 1; key <= 5; key++) map.put(key, "value");
        var part = map.subMap(2, true, 4, false);
        System.out.println("nearest: " + part.floorKey(9) + " " + part.ceilingKey(0));
    }
}
JAVA

mvn -B -ntp -q process-classes
java -cp target/classes Parts >jdk.txt
echo "require('./target/javascript/classes.js').main([]);" >run.cjs
node run.cjs >teavm.txt
paste -d '|' jdk.txt teavm.txt

grep -qx 'headMap: \[2, 3, 4, 5\]' jdk.txt
grep -qx 'headMap: \[\]' teavm.txt
for part in subMap subSet removeIf; do
  grep -qx "$part: \[1, 4, 5\]" jdk.txt
  grep -qx "$part: \[1\]" teavm.txt
done
grep -qx 'retainAll: \[1, 2, 4, 5\]' jdk.txt
grep -qx 'retainAll: \[1, 2\]' teavm.txt
[ "$(grep remove: jdk.txt)" = "$(grep remove: teavm.txt)" ]
[ "$(grep tailMap: jdk.txt)" = "$(grep tailMap: teavm.txt)" ]
grep -qx 'nearest: 3 2' jdk.txt
grep -qx 'nearest: null null' teavm.txt
