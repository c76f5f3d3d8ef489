#!/usr/bin/env bash
# MicroRaft 0.7 (Maven Central), a Raft library that needs an SLF4J API and nothing else, puts 18 more jars on the class
# path of whoever depends on it: its published pom declares a plugin of its own build, checksum-maven-plugin 1.4, as a
# dependency of scope compile. With it come the Maven 2.2.1 libraries, JUnit 3.8.1 and Bouncy Castle 1.55. A good
# guess would be two jars, as its build file describes them.
#
# Seen: 20 jars in all, of which 18 go when that one artifact is excluded, and a class of the library still loads.
# What to do: exclude net.ju-n.maven.plugins:checksum-maven-plugin where MicroRaft is declared.
#
# Needs Maven and a JDK. Fails if the behaviour changes.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Lists the jars that a project gets which depends on MicroRaft alone. $1: exclusions, as XML.
jars() {
  cat >pom.xml <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.microraft</groupId>
      <artifactId>microraft</artifactId>
      <version>0.7</version>
      $1
    </dependency>
  </dependencies>
</project>
POM
  mvn -B -ntp -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory="$2"
  ls "$2"
}

plain=$(jars "" plain)
lean=$(jars "<exclusions><exclusion><groupId>net.ju-n.maven.plugins</groupId>
  <artifactId>checksum-maven-plugin</artifactId></exclusion></exclusions>" lean)

echo "as published: $(wc -l <<<"$plain") jars; without the plugin: $(wc -l <<<"$lean") jars"
grep -q '^maven-project-2.2.1.jar$' <<<"$plain"
grep -q '^bcprov-jdk15on-1.55.jar$' <<<"$plain"
[ "$(wc -l <<<"$plain")" -eq 20 ]
[ "$(wc -l <<<"$lean")" -eq 2 ]
javap -cp "lean/microraft-0.7.jar:lean/slf4j-api-1.7.36.jar" io.microraft.RaftNode >javap.txt
grep -q 'interface io.microraft.RaftNode' javap.txt
