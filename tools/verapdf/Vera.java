import java.io.FileInputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

/**
 * Validates many PDF files in one start of Java: {@code Vera FLAVOUR FILE...}.
 *
 * <p>Writes one line per file, tab-separated: the file's number, then one field per rule that
 * failed ("6.1.2-1 x3 message"). A line without further fields is a file that conforms.
 */
public final class Vera {
    private static final Map<String, String> PROFILES =
            Map.of("3a", "PDFA-3A", "ua1", "PDFUA-1");

    private Vera() {}

    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour flavour = PDFAFlavour.fromString(arguments[0]);
        ValidationProfile profile = profile(arguments[0]);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (int number = 1; number < arguments.length; number++) {
            Map<String, Integer> failures = failures(arguments[number], flavour, profile);
            StringBuilder line = new StringBuilder(Integer.toString(number - 1));
            failures.forEach((rule, times) -> line.append(field(rule, times)));
            out.println(line);
        }
    }

    private static ValidationProfile profile(String flavour) throws Exception {
        String path = "/org/verapdf/pdfa/validation/" + PROFILES.get(flavour) + ".xml";
        try (InputStream stream = Vera.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalArgumentException("No profile for " + flavour);
            }
            return Profiles.profileFromXml(stream);
        }
    }

    private static Map<String, Integer> failures(
            String file, PDFAFlavour flavour, ValidationProfile profile) {
        Map<String, Integer> failures = new TreeMap<>();
        try (InputStream stream = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(stream, flavour);
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(profile, false)) {
            ValidationResult result = validator.validate(parser);
            failed(result.getTestAssertions()).forEach(rule -> failures.merge(rule, 1, Integer::sum));
            if (!result.isCompliant() && failures.isEmpty()) {
                failures.put("not compliant", 1);
            }
        } catch (Exception unreadable) {
            failures.put("unreadable: " + unreadable.getMessage(), 1);
        }
        return failures;
    }

    private static List<String> failed(List<TestAssertion> assertions) {
        return assertions.stream()
                .filter(assertion -> assertion.getStatus() == TestAssertion.Status.FAILED)
                .map(Vera::describe)
                .toList();
    }

    private static String describe(TestAssertion assertion) {
        String clause = assertion.getRuleId().getClause();
        return clause + "-" + assertion.getRuleId().getTestNumber() + " " + assertion.getMessage();
    }

    private static String field(String rule, int times) {
        return "\t" + rule.replaceAll("\\s+", " ") + (times > 1 ? " (x" + times + ")" : "");
    }
}
