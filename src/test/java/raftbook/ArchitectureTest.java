package raftbook;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The walls of the house. */
class ArchitectureTest {

    private static final List<String> ROOMS = List.of(
            "raftbook.raft",
            "raftbook.metadata",
            "raftbook.trace",
            "raftbook.picture",
            "raftbook.cluster",
            "raftbook.check",
            "raftbook.demo");

    private final JavaClasses library = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("raftbook");

    @Test
    void theLibraryDependsOnTheJdkAlone() {
        noClasses()
                .should()
                .dependOnClassesThat(not(resideInAnyPackage("raftbook..", "java..", "jdk.jfr..")))
                .check(library);
    }

    @Test
    void layersOnlyLookDown() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("raft")
                .definedBy("raftbook.raft")
                .layer("metadata")
                .definedBy("raftbook.metadata")
                .layer("trace")
                .definedBy("raftbook.trace")
                .layer("picture")
                .definedBy("raftbook.picture")
                .layer("cluster")
                .definedBy("raftbook.cluster")
                .layer("check")
                .definedBy("raftbook.check")
                .layer("demo")
                .definedBy("raftbook.demo")
                .whereLayer("demo")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("check")
                .mayOnlyBeAccessedByLayers("demo")
                .whereLayer("cluster")
                .mayOnlyBeAccessedByLayers("check", "demo")
                .whereLayer("picture")
                .mayOnlyBeAccessedByLayers("cluster", "check", "demo")
                .whereLayer("trace")
                .mayOnlyBeAccessedByLayers("picture", "cluster", "check", "demo")
                .whereLayer("metadata")
                .mayOnlyBeAccessedByLayers("cluster", "check", "demo")
                .check(library);
    }

    @Test
    void theCoreHasNoThreadsLocksOrClocks() {
        noClasses()
                .that()
                .resideInAPackage("raftbook.raft")
                .should()
                .dependOnClassesThat(resideInAPackage("java.util.concurrent.."))
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(
                        Thread.class,
                        Runnable.class,
                        java.time.Clock.class,
                        java.time.Instant.class,
                        java.util.Timer.class,
                        java.util.Random.class)
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Math.class, "random")
                .check(library);
    }

    @Test
    void theCoreHasNoStaticState() {
        fields().that()
                .areDeclaredInClassesThat()
                .resideInAPackage("raftbook.raft")
                .and()
                .areStatic()
                .should()
                .beFinal()
                .check(library);
    }

    /** A file and those it needs can be read one after the other. */
    @Test
    void noTwoFilesOfARoomNeedEachOther() {
        SlicesRuleDefinition.slices()
                .assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        boolean held = ROOMS.contains(type.getPackageName());
                        return held ? SliceIdentifier.of(type.getName().split("\\$")[0]) : SliceIdentifier.ignore();
                    }

                    @Override
                    public String getDescription() {
                        return "files";
                    }
                })
                .should()
                .beFreeOfCycles()
                .check(library);
    }
}
