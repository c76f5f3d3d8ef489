#!/usr/bin/env bash
# asciidoctorj-pdf 2.3.23 (Maven Central) with asciidoctorj 3.0.1: a space before a concealed index term is lost, and two
# words become one. AsciiDoc has index terms that are not to be seen, so an author puts one right before the word that it
# is about:
#
#   Ask a indexterm:[server]server, or a (((client)))client.
#
# The HTML converter prints what one expects, "Ask a server, or a client." The PDF has
#
#   Ask aserver, or aclient.
#
# without a word of warning. Behind the word, "server indexterm:[server]is", the space is lost as well; only a term that
# touches the word before it, "serverindexterm:[server] is", does no harm.
#
# Needs Maven and a JDK from 17 on. Fails if the behaviour changes.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.asciidoctor</groupId>
      <artifactId>asciidoctorj</artifactId>
      <version>3.0.1</version>
    </dependency>
    <dependency>
      <groupId>org.asciidoctor</groupId>
      <artifactId>asciidoctorj-pdf</artifactId>
      <version>2.3.23</version>
    </dependency>
    <dependency>
      <groupId>org.apache.pdfbox</groupId>
      <artifactId>pdfbox</artifactId>
      <version>3.0.3</version>
    </dependency>
  </dependencies>
</project>
POM
mvn -B -ntp -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat >IndexTerms.java <<'JAVA'
import java.io.File;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Options;

public class IndexTerms {
    public static void main(String[] args) throws Exception {
        String text = "Ask a indexterm:[server]server, or a (((client)))client.\n\n"
                + "A server indexterm:[server]is asked.\n\nA serverindexterm:[server] is asked.\n";
        try (Asciidoctor asciidoctor = Asciidoctor.Factory.create()) {
            String html = asciidoctor.convert(text, Options.builder().build());
            System.out.println("html: " + html.replaceAll("<[^>]*>", "").strip().replaceAll("\\s*\n\\s*", " | "));
            File pdf = new File("out.pdf");
            asciidoctor.convert(text, Options.builder().backend("pdf").toFile(pdf).build());
            try (PDDocument document = Loader.loadPDF(pdf)) {
                String read = new PDFTextStripper().getText(document).strip();
                System.out.println("pdf:  " + read.replaceAll("\\s*\n\\s*", " | "));
            }
        }
    }
}
JAVA
javac -cp 'lib/*' IndexTerms.java
java -cp '.:lib/*' IndexTerms 2>/dev/null | tee seen.txt
grep -q '^html: Ask a server, or a client\.' seen.txt
grep -q '^pdf:  .*Ask aserver, or aclient\.' seen.txt
