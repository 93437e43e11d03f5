using System.Globalization;
using Hippique.Api;
using Hippique.Explaining;
using Hippique.Orchestration.Actions;

namespace Hippique.Tests.Explaining;

/// <summary>What <c>hippique actions</c> shows.</summary>
public sealed class ActionLinesTests
{
    private static readonly DateOnly Day = new(2025, 11, 22);
    private static readonly PersonAction Cancel = new()
    {
        At = new DateTimeOffset(2025, 11, 22, 12, 31, 15, TimeSpan.Zero),
        Action = ActionKind.TaskCancel,
        Subject = "run-20251122-r1c3-h5",
        Who = new Actor(ActorWay.Token, Actor.Owner),
        From = new ActionOrigin("127.0.0.1", ActionClient.Cli),
        Outcome = ActionOutcome.Refused,
        Reason = "it is being carried out now",
        CorrelationId = "run-20251122-r1c3-h5",
    };

    [Fact]
    public void An_action_in_both_languages()
    {
        Lines("en-GB", Cancel)
            .ShouldBe([
                "Actions of 2025-11-22",
                "13:31:15 cancel run-20251122-r1c3-h5: refused: it is being carried out now",
                "         the owner (token), 127.0.0.1, command line",
            ]);
        Lines("fr-FR", Cancel)
            .ShouldBe([
                "Actions du 22/11/2025",
                "13:31:15 annuler run-20251122-r1c3-h5 : refusé : elle est en cours d’exécution",
                "         propriétaire (jeton), 127.0.0.1, ligne de commande",
            ]);
    }

    [Fact]
    public void A_day_on_which_nobody_did_anything_says_so() => Lines("en-GB").ShouldBe(["Actions of 2025-11-22", "nobody did anything"]);

    [Theory]
    [InlineData("en-GB")]
    [InlineData("fr-FR")]
    public void Every_action_end_way_and_program_has_its_words_within_eighty_columns(string culture)
    {
        PersonAction[] all =
        [
            .. Enum.GetValues<ActionKind>().Select(kind => Cancel with { Action = kind }),
            .. Enum.GetValues<ActionOutcome>().Select(outcome => Cancel with { Outcome = outcome, Reason = new string('x', 60) + " y" }),
            .. Enum.GetValues<ActorWay>().Select(way => Cancel with { Who = new Actor(way, "somebody.with.a.long.name@example.com") }),
            .. Enum.GetValues<ActionClient>()
                .Select(client => Cancel with { From = new ActionOrigin("2001:db8:1234:5678:9abc:def0:1234:5678", client) }),
        ];

        foreach (var action in all)
            Lines(culture, action).ShouldAllBe(line => line.Length <= 80);
    }

    [Fact]
    public void A_control_sequence_in_a_file_that_a_hand_has_changed_reaches_no_terminal() =>
        Lines("en-GB", Cancel with { Subject = "a\u001b[31mb", Reason = "c\u001bd" })
            .ShouldAllBe(line => !line.Contains('\u001b', StringComparison.Ordinal));

    private static string[] Lines(string culture, params PersonAction[] actions) =>
        [.. new ActionLines(CultureInfo.GetCultureInfo(culture)).Of(new ActionsAnswer(Day, actions))];
}
