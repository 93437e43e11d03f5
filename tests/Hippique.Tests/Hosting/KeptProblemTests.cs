using System.Globalization;
using Hippique.Hosting;
using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Tests.Hosting;

/// <summary>English sentences that were kept or came over HTTP, said in French.</summary>
public sealed class KeptProblemTests
{
    [Theory]
    [InlineData("2020-01-02 has not been planned", "le 02/01/2020 n’a pas été planifié")]
    [InlineData("the plan of 2020-01-02 has no R1C3", "le plan du 02/01/2020 n’a pas de R1C3")]
    [InlineData("the plan of 2020-01-02 has no R1C3 of pmu", "le plan du 02/01/2020 n’a pas de R1C3 de pmu")]
    [InlineData("the page ends too early: the programme has no races", "la page s’arrête trop tôt : le programme n’a pas de courses")]
    [InlineData("a sentence of another program", "a sentence of another program")]
    [InlineData("", "")]
    public void A_known_sentence_is_said_in_french(string kept, string french) => InFrench(KeptProblem.Of(kept)).ShouldBe(french);

    [Fact]
    public void What_several_sources_said_is_told_apart()
    {
        var kept = Problem.Row([
            new SourceError(SourceErrorKind.Timeout, "zeturf", "https://a.invalid/", Problem.Of($"no answer within {20:0} s")),
            new SourceError(SourceErrorKind.NotFound, "zone-turf", "https://b.invalid/", Problem.Of($"PMU has no programme of that day")),
        ]);

        InFrench(KeptProblem.Of(kept.ToString())).ShouldBe(InFrench(kept));
        KeptProblem.Of(kept.ToString()).ToString().ShouldBe(kept.ToString());
    }

    /// <summary>Whatever format a sentence is taken for, its English is what it was.</summary>
    [Fact]
    public void Every_format_is_found_again()
    {
        foreach (var format in ProblemText.Formats)
        {
            var kept = string.Format(CultureInfo.InvariantCulture, format, "aa", "bb", "cc", "dd");
            KeptProblem.Of(kept).ToString().ShouldBe(kept);
        }
    }

    [Fact]
    public void A_code_has_its_words_and_an_unknown_one_stays()
    {
        InFrench(KeptProblem.OfCode("not_found")).ShouldBe("introuvable");
        InFrench(KeptProblem.OfCode("of_tomorrow")).ShouldBe("of_tomorrow");
    }

    private static string InFrench(Problem problem) => ProblemText.In(CultureInfo.GetCultureInfo("fr-FR"), problem);
}
