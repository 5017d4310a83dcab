import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.javarosa.core.model.Constants;
import org.javarosa.core.model.CoreModelModule;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.FormIndex;
import org.javarosa.core.model.GroupDef;
import org.javarosa.core.model.IFormElement;
import org.javarosa.core.model.QuestionDef;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.data.AnswerDataFactory;
import org.javarosa.core.model.data.BooleanData;
import org.javarosa.core.model.data.UncastData;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.core.model.instance.TreeReference;
import org.javarosa.core.services.PropertyManager;
import org.javarosa.core.services.PrototypeManager;
import org.javarosa.form.api.FormEntryModel;
import org.javarosa.form.api.FormEntryPrompt;
import org.javarosa.model.xform.XFormSerializingVisitor;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.util.XFormAnswerDataSerializer;
import org.javarosa.xform.util.XFormUtils;
import org.opendatakit.validate.StubPropertyManager;

/** JavaRosa spoken to in lines of JSON: load a form, take steps, tell times and values. */
public final class Peer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final XFormAnswerDataSerializer texts = new XFormAnswerDataSerializer();
    private final Map<TreeReference, QuestionDef> questions = new HashMap<>();
    private FormDef form;
    private FormEntryModel model;

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err); // what the library says must not stand between the answers
        new XFormsModule().registerModule();
        PrototypeManager.registerPrototypes(CoreModelModule.classNames);
        PropertyManager.setPropertyManager(new StubPropertyManager());
        Peer peer = new Peer();
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            ObjectNode answer = JSON.createObjectNode();
            try {
                peer.answer(JSON.readTree(line), answer);
            } catch (Exception | StackOverflowError error) {
                answer.removeAll();
                answer.put("error", error.toString());
            }
            out.println(JSON.writeValueAsString(answer));
        }
    }

    private void answer(JsonNode asked, ObjectNode answer) throws Exception {
        switch (asked.get("do").asText()) {
            case "load" -> answer.put("us", load(asked.get("form").asText()));
            case "run" -> {
                ArrayNode times = answer.putArray("us");
                for (JsonNode step : asked.get("steps")) {
                    times.add(take(step));
                }
            }
            case "play" -> {
                load(asked.get("form").asText());
                ArrayNode states = answer.putArray("states");
                try {
                    leaf();
                    state(states.addObject());
                    for (JsonNode move : asked.get("moves")) {
                        play(move, states);
                    }
                } catch (Exception error) {
                    answer.put("stopped", error.toString());
                }
            }
            case "values" -> values(answer.putObject("values"));
            case "serialise" -> {
                long began = System.nanoTime();
                new XFormSerializingVisitor().serializeInstance(form.getMainInstance());
                answer.put("us", since(began));
            }
            default -> throw new IllegalArgumentException(asked.toString());
        }
    }

    /** After a removal everything is computed anew: by itself it may leave a reader of two
     * recomputed values with one of the old ones. */
    private void play(JsonNode move, ArrayNode states) throws Exception {
        for (JsonNode step : move) {
            take(step);
            if (step.get("op").asText().equals("remove")) {
                form.initialize(false, new InstanceInitializationFactory());
            }
        }
        leaf();
        state(states.addObject());
    }

    private static double since(long began) {
        return (System.nanoTime() - began) / 1000.0;
    }

    private double load(String path) throws Exception {
        long began = System.nanoTime();
        form = XFormUtils.getFormFromFormXml(path, null);
        form.initialize(true, new InstanceInitializationFactory());
        model = new FormEntryModel(form);
        double took = since(began);
        questions.clear();
        collect(form);
        return took;
    }

    private void collect(IFormElement element) {
        if (element instanceof QuestionDef question) {
            questions.put((TreeReference) question.getBind().getReference(), question);
        } else if (element.getChildren() != null) {
            element.getChildren().forEach(this::collect);
        }
    }

    /** Take one step; only what the engine does is measured, not finding the place. */
    private double take(JsonNode step) throws Exception {
        TreeReference place = reference(step.get("path").asText());
        double took =
            switch (step.get("op").asText()) {
                case "set" -> set(place, step.get("value").asText());
                case "add" -> add(place);
                default -> remove(place);
            };
        for (JsonNode read : step.get("read")) {
            FormIndex index = index(reference(read.asText()));
            long began = System.nanoTime();
            FormEntryPrompt prompt = model.getQuestionPrompt(index);
            prompt.getSelectChoices().forEach(prompt::getSelectChoiceText);
            took += since(began);
        }
        return took;
    }

    private double set(TreeReference place, String text) {
        IAnswerData value = text.isEmpty() ? null : typed(place, text);
        long began = System.nanoTime();
        form.evaluateConstraint(place, value);
        form.setValue(value, place, true);
        return since(began);
    }

    private IAnswerData typed(TreeReference place, String text) {
        TreeElement node = form.getMainInstance().resolveReference(place);
        QuestionDef question = questions.get(place.genericize());
        int control = question == null ? Constants.CONTROL_INPUT : question.getControlType();
        return AnswerDataFactory.template(control, node.getDataType()).cast(new UncastData(text));
    }

    private double add(TreeReference place) throws Exception {
        TreeReference next = place.clone();
        next.setMultiplicity(next.size() - 1, count(place));
        FormIndex index = index(next);
        long began = System.nanoTime();
        form.createNewRepeat(index);
        return since(began);
    }

    private int count(TreeReference place) {
        TreeElement above = form.getMainInstance().resolveReference(place.getParentRef());
        return above.getChildMultiplicity(place.getNameLast());
    }

    private double remove(TreeReference instance) {
        FormIndex index = index(instance);
        long began = System.nanoTime();
        form.deleteRepeat(index);
        return since(began);
    }

    /** Leaf through the form as a person does: this is where counted repeats get instances. */
    private void leaf() {
        FormIndex index = FormIndex.createBeginningOfFormIndex();
        while (!index.isEndOfFormIndex()) {
            index = model.incrementIndex(index);
            model.setQuestionIndex(index);
        }
        model.setQuestionIndex(FormIndex.createBeginningOfFormIndex());
    }

    private void state(ObjectNode into) {
        TreeElement root = form.getMainInstance().getRoot();
        visit(root, "/" + root.getName(), (node, path) -> {
            ObjectNode told = into.putObject(path);
            if (node.hasChildren()) {
                return;
            }
            IAnswerData value = node.getValue();
            told.put("value", value == null ? "" : text(value));
            told.put("required", node.isRequired());
            told.put("readonly", !node.isEnabled());
            told.put("valid", value == null || form.evaluateConstraint(node.getRef(), value));
        });
    }

    private void values(ObjectNode into) {
        TreeElement root = form.getMainInstance().getRoot();
        visit(root, "/" + root.getName(), (node, path) -> {
            if (node.getValue() != null) {
                into.put(path, text(node.getValue()));
            }
        });
    }

    /** The text of a value; a truth value as its expressions read it, not as 1 and 0. */
    private String text(IAnswerData value) {
        if (value instanceof BooleanData truth) {
            return String.valueOf(truth.getValue());
        }
        return String.valueOf(texts.serializeAnswerData(value));
    }

    /** Show every relevant node with its path. */
    private void visit(TreeElement node, String path, BiConsumer<TreeElement, String> show) {
        if (!node.isRelevant()) {
            return;
        }
        show.accept(node, path);
        for (int at = 0; at < node.getNumChildren(); at++) {
            TreeElement child = node.getChildAt(at);
            if (child.getMult() == TreeReference.INDEX_TEMPLATE) {
                continue;
            }
            String number = child.isRepeatable() ? "[" + (child.getMult() + 1) + "]" : "";
            visit(child, path + "/" + child.getName() + number, show);
        }
    }

    private static TreeReference reference(String path) {
        TreeReference reference = TreeReference.rootRef();
        for (String step : path.substring(1).split("/")) {
            int bracket = step.indexOf('[');
            String name = bracket < 0 ? step : step.substring(0, bracket);
            int position =
                bracket < 0 ? 1 : Integer.parseInt(step.substring(bracket + 1, step.length() - 1));
            reference.add(name, position - 1);
        }
        return reference;
    }

    private FormIndex index(TreeReference place) {
        List<Integer> positions = new ArrayList<>();
        List<Integer> multiplicities = new ArrayList<>();
        List<IFormElement> elements = new ArrayList<>();
        if (!descend(form, place, place.genericize(), positions, multiplicities, elements)) {
            throw new IllegalArgumentException("no question or repeat at " + place);
        }
        return form.buildIndex(positions, multiplicities, elements);
    }

    private boolean descend(
        IFormElement above,
        TreeReference place,
        TreeReference wanted,
        List<Integer> positions,
        List<Integer> multiplicities,
        List<IFormElement> elements
    ) {
        List<IFormElement> children = above.getChildren();
        for (int at = 0; children != null && at < children.size(); at++) {
            IFormElement child = children.get(at);
            TreeReference bound =
                child.getBind() == null ? null : (TreeReference) child.getBind().getReference();
            boolean repeat = child instanceof GroupDef group && group.getRepeat();
            if (bound != null && !bound.isAncestorOf(wanted, false)) {
                continue;
            }
            positions.add(at);
            multiplicities.add(repeat ? place.getMultiplicity(bound.size() - 1) : 0);
            elements.add(child);
            boolean here = wanted.equals(bound) && (repeat || child instanceof QuestionDef);
            if (here || descend(child, place, wanted, positions, multiplicities, elements)) {
                return true;
            }
            positions.remove(positions.size() - 1);
            multiplicities.remove(multiplicities.size() - 1);
            elements.remove(elements.size() - 1);
        }
        return false;
    }
}
