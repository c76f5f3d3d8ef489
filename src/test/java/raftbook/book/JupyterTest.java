package raftbook.book;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JupyterTest {

    @Test
    void whoHasNoJupyterLearnsWhereItComesFrom() {
        assertThat(Jupyter.missing())
                .contains("apt-get install jupyter-notebook")
                .contains("pip install notebook");
    }
}
