package raftbook.book.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Exams as files: what students and graders get. */
class ExamPapersTest {

    @TempDir
    private Path folder;

    private Order order(String... more) {
        List<String> arguments = new ArrayList<>(List.of("--seed=2026", "--secret=s", "--out=" + folder.resolve("a")));
        arguments.addAll(List.of(more));
        return Order.of(arguments);
    }

    private Path students(String... lines) throws IOException {
        return Files.write(folder.resolve("students.txt"), List.of(lines));
    }

    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }

    @Test
    void theSameSeedAndSecretGiveTheSameExamToTheByte() throws IOException {
        Exams.write(order("--variants=3"));
        Map<String, String> first = files(folder.resolve("a"));
        Exams.write(order("--variants=3", "--out=" + folder.resolve("b")));

        assertThat(files(folder.resolve("b"))).isEqualTo(first);
        assertThat(first).containsKeys("students/01/exam.adoc", "students/03/exam.adoc", "grader/keys.adoc");
    }

    @Test
    void anotherNameSecretOrSeedGivesAnotherPaperOfTheSameKindsAndPoints() {
        Paper paper = Paper.of(1, "s", "Ada", 6);

        for (Paper other : List.of(Paper.of(1, "s", "Bob", 6), Paper.of(1, "t", "Ada", 6))) {
            assertThat(other.questions()).isNotEqualTo(paper.questions());
            assertThat(other.code()).isNotEqualTo(paper.code());
            assertThat(other.questions().stream().map(Question::kind))
                    .isEqualTo(paper.questions().stream().map(Question::kind).toList());
            assertThat(other.points()).isEqualTo(paper.points());
        }
        assertThat(Paper.of(2, "s", "Ada", 6).questions()).isNotEqualTo(paper.questions());
        assertThat(paper.questions().stream().map(Question::kind).distinct()).hasSize(Kind.values().length);
    }

    @Test
    void aStudentsFolderTellsNothingOfTheKey() throws IOException {
        Exams.write(order("--variants=2"));
        for (String name : List.of("1", "2")) {
            Paper paper = Paper.of(2026, "s", name, 6);
            Map<String, String> handedOut = files(folder.resolve("a/students/0" + name));
            for (String content : handedOut.values()) {
                assertThat(content).doesNotContain("2026", "seed");
                for (Question question : paper.questions()) {
                    assertThat(content).doesNotContain(ExamText.escape(question.reason()), question.reason());
                }
            }
            String keys = files(folder.resolve("a/grader")).get("keys.adoc");
            for (Question question : paper.questions()) {
                assertThat(keys).contains(ExamText.escape(question.reason()), ExamText.escape(question.answer()));
            }
            assertThat(keys).contains(paper.code());
        }
    }

    @Test
    void moodlesFileCanBeReadAndHoldsEachQuestionWithItsPictures() throws Exception {
        Exams.write(order("--variants=3"));
        Document moodle;
        try (InputStream xml = Files.newInputStream(folder.resolve("a/grader/moodle.xml"))) {
            moodle = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml);
        }
        int categories = 0;
        int choices = 0;
        NodeList questions = moodle.getElementsByTagName("question");
        for (int i = 0; i < questions.getLength(); i++) {
            Element question = (Element) questions.item(i);
            if (question.getAttribute("type").equals("category")) categories++;
            else choices++;
            if (!question.getAttribute("type").equals("multichoice")) continue;
            assertThat(rightAnswers(question)).isEqualTo(1);
            NodeList files = question.getElementsByTagName("file");
            String text = question.getElementsByTagName("questiontext").item(0).getTextContent();
            for (int f = 0; f < files.getLength(); f++) {
                Element file = (Element) files.item(f);
                assertThat(text).contains("@@PLUGINFILE@@/" + file.getAttribute("name"));
                String svg = new String(Base64.getDecoder().decode(file.getTextContent()));
                assertThat(svg).startsWith("<svg");
            }
        }
        assertThat(categories).isEqualTo(6);
        assertThat(choices).isEqualTo(18);
    }

    private static int rightAnswers(Element question) {
        int right = 0;
        NodeList answers = question.getElementsByTagName("answer");
        for (int i = 0; i < answers.getLength(); i++) {
            if (((Element) answers.item(i)).getAttribute("fraction").equals("100")) right++;
        }
        return right;
    }

    @Test
    void namesAreShownAsTheyStandAndLeaveTheFolderNever() throws IOException {
        Path names = students("# course 1", "", "Zoë O'Neil", "../../etc/passwd", "{seed} <b>*x*</b>", "王小明");
        Order order = order("--students=" + names);
        Exams.write(order);

        assertThat(files(folder.resolve("a/students")).keySet())
                .contains(
                        "01-zoe-o-neil/exam.adoc",
                        "02-etc-passwd/exam.adoc",
                        "03-seed-b-x-b/exam.adoc",
                        "04/exam.adoc");
        assertThat(ExamText.escape("{seed} <b>*x*</b>")).doesNotContain("{", "<", "*");
    }

    @Test
    void whatMakesNoSenseIsRefusedWithTheReason() throws IOException {
        refused("needs a seed", List.of("--variants=3"));
        refused("-Dseed=abc: must be a whole number", List.of("--seed=abc"));
        refused("-Dvariants=0: must be a whole number from 1 to 500", List.of("--seed=1", "--variants=0"));
        refused("-Dvariants=100000: must be", List.of("--seed=1", "--variants=100000"));
        refused("-Dvariants=many: must be", List.of("--seed=1", "--variants=many"));
        refused("-Dquestions=31: must be", List.of("--seed=1", "--questions=31"));
        refused("there is no such file", List.of("--seed=1", "--students=" + folder.resolve("none")));
        refused("there is no such file", List.of("--seed=1", "--students=" + folder));
        refused("is a file: name a folder", List.of("--seed=1", "--out=" + students("x")));
        refused("stands in line 1 already", List.of("--seed=1", "--students=" + students("Ann Lee", "Bo", "ann  lee")));
        refused("has no names", List.of("--seed=1", "--students=" + students("# nobody")));
        refused("at most 100 characters", List.of("--seed=1", "--students=" + students("x".repeat(101))));
        Path latin = Files.write(folder.resolve("latin.txt"), new byte[] {'Z', 'o', (byte) 0xeb});
        refused("is not UTF-8", List.of("--seed=1", "--students=" + latin));
        refused("is unknown", List.of("--seeds=1"));
    }

    private static void refused(String words, List<String> arguments) {
        assertThatThrownBy(() -> Order.of(arguments))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }
}
