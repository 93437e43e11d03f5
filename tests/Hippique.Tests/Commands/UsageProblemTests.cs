using System.Globalization;
using Hippique.Commands;

namespace Hippique.Tests.Commands;

/// <summary>A command line that is wrong is answered by one sentence in the user's language.</summary>
public sealed class UsageProblemTests
{
    [Theory]
    [InlineData("'prise' is no command; did you mean price? All of them: hippique --help", "prise")]
    [InlineData("'tikcets' is no command; did you mean tickets? All of them: hippique --help", "tikcets")]
    [InlineData("'calib' is no command; did you mean calibrate? All of them: hippique --help", "calib")]
    [InlineData("'gagner' is no command; all of them: hippique --help", "gagner")]
    [InlineData("'shwo' is no command; did you mean show? All of them: hippique --help", "rules", "shwo")]
    [InlineData("a command is missing; all of them: hippique history --help", "history")]
    [InlineData("'--x' is not known here; what is: hippique kelly --help", "kelly", "--odds", "4,5", "--p", ".3,.2", "--x")]
    [InlineData("--odds, --p is missing; see hippique kelly --help", "kelly")]
    [InlineData("--out, <FILE> is missing; see hippique replay --help", "replay")]
    [InlineData("'--x' is not known here; what is: hippique parse --help", "parse", "--x", "page.html")]
    [InlineData("'--disciplin' is not known here; what is: hippique musique --help", "musique", "1a2a", "--disciplin", "plat")]
    [InlineData("--seed: 'abc' is no whole number, or one that is too large or too small", "demo", "--seed", "abc")]
    [InlineData("--seed needs a value", "demo", "--seed")]
    [InlineData("--seed is given more than once", "demo", "--seed", "1", "--seed", "2")]
    [InlineData("--speed: 'x' is no number, such as 1.5", "mirror", "day", "--speed", "x")]
    public void A_wrong_line_is_one_sentence(string sentence, params string[] args) => Say("en-GB", args).ShouldBe(sentence);

    [Theory]
    [InlineData("« prise » n’est pas une commande ; vouliez-vous dire price ? Toutes : hippique --help", "prise")]
    [InlineData("il manque --url, --phase ; voir hippique run --help", "run")]
    [InlineData("« --x » n’est pas connu ici ; ce qui l’est : hippique tickets --help", "tickets", "--x")]
    [InlineData("--seed : « abc » n’est pas un nombre entier, ou il est trop grand ou trop petit", "demo", "--seed", "abc")]
    [InlineData("--seed : il manque une valeur", "demo", "--seed")]
    [InlineData("--seed est donné plus d’une fois", "demo", "--seed", "1", "--seed", "2")]
    [InlineData("--speed : « x » n’est pas un nombre, comme 1.5", "mirror", "day", "--speed", "x")]
    public void In_french_too(string sentence, params string[] args) => Say("fr-FR", args).ShouldBe(sentence);

    [Theory]
    [InlineData("plan")]
    [InlineData("tickets")]
    [InlineData("explain")]
    [InlineData("settle")]
    [InlineData("schedule")]
    public void A_wrong_day_is_named(string verb)
    {
        string[] rest = verb == "explain" ? ["--race", "R1C1"] : [];
        Say("en-GB", [verb, "--date", "35/12/2025", .. rest]).ShouldStartWith("--date: '35/12/2025' is no date; expected YYYY-MM-DD");
    }

    [Theory]
    [InlineData("parse", "--", "--x")]
    [InlineData("parse", "--x", "--help")]
    [InlineData("--version")]
    [InlineData("rules", "list", "--json")]
    public void A_sound_line_and_one_that_asks_for_help_have_no_problem(params string[] args) =>
        UsageProblem.Find(RootCommandFactory.Create().Parse(args), CultureInfo.GetCultureInfo("en-GB")).ShouldBeNull();

    private static string Say(string culture, string[] args) =>
        UsageProblem.Find(RootCommandFactory.Create().Parse(args), CultureInfo.GetCultureInfo(culture))!;
}
