package raftbook.light;

class LightTest {
    @Test
    void changesRise() {}

    /** In a circle. */
    @ParameterizedTest
    @EnumSource
    void everyColorHasItsTurn(Color color) {
        breaks("never changes");
    }

    void breaks(String name) {}
}
