using System.CommandLine;
using System.Text.Json;
using Hippique.Commands;

namespace Hippique.Tests.Commands;

/// <summary>With <c>--json</c> every verb writes exactly one JSON value, whatever happens (issue 10).</summary>
public sealed class JsonAnswerTests
{
    /// <summary>Each verb, and what it is given that it cannot do anything with.</summary>
    private static readonly Dictionary<string, string[]> Wrong = new()
    {
        ["actions"] = ["--date", "35/12/2025"],
        ["analyse"] = ["/nowhere/h30.json", "/nowhere/h5.json"],
        ["backfill"] = ["--from", "2025-03-14", "--to", "2025-03-13"],
        ["backup"] = ["/nowhere/b.tar.gz"],
        ["bilan"] = ["--month", "May"],
        ["calibrate"] = ["/nowhere/races.jsonl", "--out", "/nowhere/model.json"],
        ["cloud logs"] = ["--since", "yesterday"],
        ["cloud pause"] = ["now"],
        ["cloud resume"] = ["now"],
        ["cloud status"] = ["now"],
        ["cloud tasks"] = ["--limit", "0"],
        ["day"] = ["--date", "35/12/2025"],
        ["demo"] = ["--seed", "many"],
        ["doctor"] = ["today"],
        ["evaluate"] = ["/nowhere/races.jsonl", "--model", "/nowhere/model.json"],
        ["explain"] = ["--race", "R1"],
        ["export bets"] = ["--output", "bets.pdf", "--format", "pdf"],
        ["export races"] = ["--output", "/nowhere/races.jsonl", "--pool", "tote"],
        ["export snapshots"] = ["--output", "/nowhere/looks.parquet", "--month", "May"],
        ["feuille"] = ["--format", "pdf"],
        ["health"] = ["now"],
        ["history import"] = ["/nowhere/races.jsonl"],
        ["import bets"] = ["/nowhere/bets.csv", "--column", "what=Mise"],
        ["kelly"] = ["--odds", "4,five", "--p", ".2,.3"],
        ["ledger check"] = ["now"],
        ["ledger fill"] = ["now"],
        ["limits"] = ["now"],
        ["link"] = ["again"],
        ["migrate"] = ["now"],
        ["mirror"] = ["/nowhere/2026-03-10"],
        ["musique"] = ["1a2a", "--discipline", "polo"],
        ["notify test"] = ["--to", "nobody"],
        ["nodes"] = ["all"],
        ["parse"] = [],
        ["plan"] = ["--from", "/nowhere/programme.html"],
        ["played"] = ["R1"],
        ["price"] = ["--odds", "0.5,0.4"],
        ["queue"] = ["all"],
        ["queue pause"] = ["now"],
        ["queue resume"] = ["now"],
        ["replay"] = ["/nowhere/races.jsonl", "--out", "/nowhere/out"],
        ["report"] = ["--html", "/nowhere/report.html", "--month", "May"],
        ["restore"] = ["/nowhere/b.tar.gz"],
        ["rules list"] = ["all"],
        ["rules show"] = ["gpi-v9"],
        ["rules check"] = ["/nowhere/rules.yaml"],
        ["rules diff"] = ["gpi-v5.1", "gpi-v9"],
        ["run"] = ["--url", "https://www.example.org/race", "--phase", "H5"],
        ["schedule"] = ["--date", "35/12/2025"],
        ["schedule pause"] = ["now"],
        ["schedule resume"] = ["now"],
        ["serve"] = ["quickly"],
        ["settle"] = ["--race", "R1"],
        ["shadow"] = ["--month", "May"],
        ["shadow fill"] = ["--from", "35/12/2025"],
        ["skip"] = ["R1"],
        ["task cancel"] = ["R1C3", "h5", "now"],
        ["task retry"] = ["--date", "35/12/2025"],
        ["task run"] = ["run-20251122-r1c3-h5", "--date", "35/12/2025"],
        ["tickets"] = ["--data", "/nowhere"],
        ["trial abandon"] = ["nothing", "--why", "x", "--data", "."],
        ["trial list"] = ["now"],
        ["trial read"] = ["nothing", "--data", "."],
        ["trial start"] = ["--rules", "gpi-edge", "--until", "2031-01-01", "--min-bets", "400", "--claim", "rich"],
        ["trial status"] = ["nothing", "--data", "."],
    };

    public static TheoryData<string> Verbs => [.. Leaves(RootCommandFactory.Create(), "")];

    [Fact]
    public void Every_verb_is_among_these_tests() => Wrong.Keys.Order().ShouldBe(Leaves(RootCommandFactory.Create(), "").Order());

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task An_option_that_is_not_known_is_answered_in_json(string verb)
    {
        var cli = await Cli.RunAsync([.. verb.Split(' '), "--no-such-option", "--json"]);

        ShouldBeFailure(cli);
        cli.Code.ShouldBe((await Cli.RunAsync([.. verb.Split(' '), "--no-such-option"])).Code);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task A_wrong_value_or_file_is_answered_in_json_with_the_same_words_and_exit_code(string verb)
    {
        string[] line = [.. verb.Split(' '), .. Wrong[verb]];

        var json = await Cli.RunAsync([.. line, "--json"]);
        var text = await Cli.RunAsync(line);

        ShouldBeFailure(json);
        json.Code.ShouldBe(text.Code);
        text.Out.ShouldBeEmpty();
        var errors = json.Json.GetProperty("errors").EnumerateArray().Select(error => error.GetString());
        text.Error.TrimEnd().Split('\n').Select(line => line.Replace("hippique: ", "", StringComparison.Ordinal)).ShouldBe(errors);
    }

    [Theory]
    [InlineData("prise")]
    [InlineData("rules")]
    [InlineData("rules", "shwo")]
    [InlineData("history")]
    public async Task A_verb_that_is_not_known_or_missing_is_answered_in_json(params string[] line)
    {
        ShouldBeFailure(await Cli.RunAsync([.. line, "--json"]));
        ShouldBeFailure(await Cli.RunAsync(["--json", .. line]));
    }

    [Theory]
    [InlineData("rules", "list")]
    [InlineData("rules", "show", "gpi-edge")]
    [InlineData("rules", "diff", "gpi-v5.1", "gpi-edge")]
    [InlineData("price", "--odds", "2.9;4.6;6.0")]
    [InlineData("kelly", "--odds", "4,5,6", "--p", ".3,.24,.2")]
    [InlineData("musique", "1a2a3a")]
    public async Task An_answer_is_one_value_and_notes_are_beside_it(params string[] line)
    {
        var cli = await Cli.RunAsync([.. line, "--json"]);

        cli.Code.ShouldBe(0);
        cli.Json.ValueKind.ShouldBeOneOf(JsonValueKind.Object, JsonValueKind.Array);
    }

    [Theory]
    [InlineData("--json=false", false)]
    [InlineData("--json=true", true)]
    public async Task The_option_has_a_value_too(string option, bool json)
    {
        var cli = await Cli.RunAsync("musique", "1a2a", option);
        cli.Out.StartsWith('{').ShouldBe(json);
    }

    private static void ShouldBeFailure(Cli cli)
    {
        cli.Code.ShouldNotBe(0);
        // Parses all of it, so that nothing else can stand there.
        cli.Json.GetProperty("ok").GetBoolean().ShouldBeFalse();
        cli.Json.GetProperty("errors").EnumerateArray().ShouldNotBeEmpty();
        cli.Json.GetProperty("errors").EnumerateArray().ShouldAllBe(error => error.GetString()!.Length > 0);
        cli.Out.TrimEnd('\n').ShouldNotContain('\n');
        cli.Error.ShouldBeEmpty();
    }

    private static List<string> Leaves(Command command, string path) =>
        [
            // A verb that also works alone is one beside those below it.
            .. command.Subcommands.Count == 0 || command.Action is not null ? [path] : Array.Empty<string>(),
            .. command.Subcommands.SelectMany(verb => Leaves(verb, $"{path} {verb.Name}".Trim())),
        ];
}
