using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;
using Hippique.Gpi;
using Hippique.Hosting;
using Hippique.Orchestration.Events;
using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Tests.Hosting.Problems;

/// <summary>Every problem that the program can name has its French: the formats are read from the compiled assemblies, so that none can be forgotten.</summary>
public sealed partial class ProblemFormatsTests
{
    private static readonly Assembly[] Assemblies =
    [
        typeof(Problem).Assembly,
        typeof(RaceAnalysis).Assembly,
        typeof(SourceError).Assembly,
        typeof(HippiqueEvent).Assembly,
        typeof(Embedded.Storage.SqlTaskStore).Assembly,
        typeof(GoogleCloud.BucketOptions).Assembly,
        typeof(Notifications.NotificationOptions).Assembly,
        typeof(ProblemText).Assembly,
    ];

    /// <summary>What takes a format to make text of it at once: reports in one language, notes of artifacts, hashed lines. None of them makes a problem.</summary>
    private static readonly string[] Writers =
    [
        "CalibrateCommand.Line",
        "EvaluationReport.Line",
        "FormattableString.Invariant",
        "GuardNoteText.Invariant",
        "ReadContents.Line",
    ];

    private static readonly Lazy<IReadOnlyList<CompiledFormat>> All = new(() => [.. Assemblies.SelectMany(CompiledFormats.In)]);

    private static readonly Lazy<IReadOnlyDictionary<string, string>> French = new(() =>
        new ResourceManager("Hippique.Hosting.Problems", typeof(ProblemText).Assembly)
            .GetResourceSet(CultureInfo.GetCultureInfo("fr"), createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!)
    );

    private static IEnumerable<CompiledFormat> OfProblems => All.Value.Where(format => !Writers.Contains(WriterOf(format)));

    [Fact]
    public void The_reader_finds_the_formats_of_every_assembly()
    {
        OfProblems.Select(format => format.Method.Module.Assembly).Distinct().ShouldBe(Assemblies, ignoreOrder: true);
        OfProblems.Count().ShouldBeGreaterThan(250);
    }

    [Fact]
    public void The_reader_finds_formats_in_places_branches_loops_and_awaits() =>
        CompiledFormats
            .In(typeof(Sample).Assembly)
            .Where(format => format.Method.DeclaringType!.FullName!.Contains(nameof(Sample), StringComparison.Ordinal))
            .Select(format => format.Format)
            .ShouldBe(
                ["outer {0}", "inner {0}", "either", "or {0}", "{0} a, {1} b, {2} c, {3} d, {4} e", "awaited {0}"],
                ignoreOrder: true
            );

    [Fact]
    public void Only_the_named_writers_make_text_of_a_format() =>
        All.Value.Select(WriterOf).OfType<string>().Distinct().ShouldBe(Writers, ignoreOrder: true);

    [Fact]
    public void Every_format_with_words_has_its_french() =>
        OfProblems.Select(format => format.Format).Where(HasWords).Where(format => !French.Value.ContainsKey(format)).ShouldBeEmpty();

    [Fact]
    public void Every_french_format_belongs_to_a_problem_that_the_program_can_name() =>
        French.Value.Keys.Except(OfProblems.Select(format => format.Format)).ShouldBeEmpty();

    [Fact]
    public void French_says_something_else_and_has_the_same_places()
    {
        foreach (var (english, french) in French.Value)
        {
            french.ShouldNotBe(english);
            Places(french).ShouldBe(Places(english), english);
        }
    }

    /// <summary>Words in a place are a part of the sentence that nobody translates.</summary>
    [Fact]
    public void No_place_is_filled_with_words_of_the_program() =>
        OfProblems
            .SelectMany(format => format.Words.Select(words => (format.Format, Words: words)))
            .Where(place => place.Words.Contains(' ') && HasWords(place.Words))
            .ShouldBeEmpty();

    [Fact]
    public void A_sentence_has_no_full_stop() =>
        French.Value.Keys.Concat(French.Value.Values).Where(text => text.EndsWith('.')).ShouldBeEmpty();

    private static string? WriterOf(CompiledFormat format)
    {
        if (
            format.Consumer is not MethodInfo { ReturnType: var made } consumer
            || consumer.GetParameters() is not [{ ParameterType: var taken }, .. var rest]
            || taken != typeof(FormattableString)
            // What a local function uses of the method around it.
            || rest.Any(part => !part.ParameterType.IsByRef)
            || (made != typeof(string) && made != typeof(void))
        )
            return null;
        // A local function is compiled under a name such as <Report>g__Line|4_0.
        var name = LocalFunction().Match(consumer.Name) is { Success: true } local ? local.Groups[1].Value : consumer.Name;
        return $"{consumer.DeclaringType!.Name}.{name}";
    }

    private static bool HasWords(string format) => Words().IsMatch(Place().Replace(format, " "));

    private static int[] Places(string format) =>
        [.. Place().Matches(format).Select(place => int.Parse(place.Groups[1].Value, CultureInfo.InvariantCulture)).Distinct().Order()];

    private static class Sample
    {
        public static Problem Nested(int number) => Problem.Of($"outer {Problem.Of($"inner {number}")}");

        public static Problem Branches(bool one, string other) => one ? Problem.Of($"either") : Problem.Of($"or {(one ? "" : other)}");

        public static Problem Many(int number) =>
            Problem.Of(
                $"{number} a, {number + 1} b, {string.Format(CultureInfo.InvariantCulture, "{0}{1}{2}{3}", 1, 2, 3, number)} c, {4} d, {5} e"
            );

        public static async Task<Problem> AwaitedAsync(Task<string> text) => Problem.Of($"awaited {await text}");
    }

    [GeneratedRegex(@"\{(\d+)[^}]*\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"\p{L}{2}")]
    private static partial Regex Words();

    [GeneratedRegex(@"g__(\w+)\|")]
    private static partial Regex LocalFunction();
}
