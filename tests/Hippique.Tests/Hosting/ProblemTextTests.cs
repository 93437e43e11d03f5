using System.Globalization;
using Hippique.Hosting;
using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Tests.Hosting;

/// <summary>Problems on a screen, in both languages.</summary>
public sealed class ProblemTextTests
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    [Fact]
    public void A_problem_is_said_in_the_language()
    {
        var wrong = RaceCode.Parse("X1").Error;

        ProblemText.In(English, wrong).ShouldBe("'X1' is no race code; expected R<meeting>C<race>, such as R1C3");
        ProblemText.In(French, wrong).ShouldBe("« X1 » n’est pas un numéro de course ; attendu : R<réunion>C<course>, comme R1C3");
    }

    [Fact]
    public void A_problem_in_the_place_of_another_is_said_in_the_language_too() =>
        ProblemText
            .In(French, Problem.Of($"the page ends too early: {Problem.Of($"the programme has no races")}"))
            .ShouldBe("la page s’arrête trop tôt : le programme n’a pas de courses");

    [Fact]
    public void Dates_and_numbers_stand_as_the_language_writes_them()
    {
        var day = new DateOnly(2026, 11, 26);

        ProblemText.In(French, Problem.Of($"{day:yyyy-MM-dd} has not been planned")).ShouldBe("le 26/11/2026 n’a pas été planifié");
        ProblemText.In(French, Problem.Of($"no whole answer within {2.5:0.###} s")).ShouldBe("pas de réponse entière en 2,5 s");
        Problem.Of($"{day:yyyy-MM-dd} has not been planned").ToString().ShouldBe("2026-11-26 has not been planned");
    }

    [Fact]
    public void A_source_has_words_on_a_screen_and_its_code_in_a_log()
    {
        var error = new SourceError(
            SourceErrorKind.NotFound,
            "pmu",
            "https://example.invalid/",
            Problem.Of($"PMU has no programme of that day")
        );

        ProblemText.In(French, error).ShouldBe("pmu : introuvable : le PMU n’a pas de programme de ce jour (https://example.invalid/)");
        ProblemText.In(English, error).ShouldBe("pmu: not found: PMU has no programme of that day (https://example.invalid/)");
        error.ToString().ShouldBe("pmu: not_found: PMU has no programme of that day (https://example.invalid/)");
    }

    [Fact]
    public void Every_kind_of_refusal_has_its_own_words_in_both_languages()
    {
        foreach (var language in (CultureInfo[])[English, French])
        {
            Enum.GetValues<SourceErrorKind>()
                .Select(kind => ProblemText.In(language, new SourceError(kind, "s", "w", Problem.None)))
                .ShouldBeUnique();
        }
    }

    [Fact]
    public void A_text_of_the_screen_says_a_problem_in_its_language() =>
        Texts
            .In(French, "error_queue_file", Problem.Of($"the disk is full"))
            .ShouldBe("le fichier de la file (queue.db dans DATA_DIR) est inutilisable : le disque est plein");
}
