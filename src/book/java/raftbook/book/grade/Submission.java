package raftbook.book.grade;

import java.util.List;
import java.util.Map;

/**
 * What one student has handed in, as it was before anything ran.
 *
 * @param canvasId the number in the names of files that Canvas gives out; empty elsewhere
 * @param answers texts of {@code NN-name/ID.java}, by {@code NN-name/ID}
 * @param remarks what there is to say of files that cannot be read
 */
record Submission(
        String student,
        String canvasId,
        List<NotebookFile> notebooks,
        Map<String, String> answers,
        List<String> remarks) {
    Submission {
        notebooks = List.copyOf(notebooks);
        answers = Map.copyOf(answers);
        remarks = List.copyOf(remarks);
    }
}
