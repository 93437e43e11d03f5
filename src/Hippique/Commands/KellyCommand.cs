using System.CommandLine;
using System.Globalization;
using Hippique.Calculators;
using Hippique.Gpi.Rules;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Racing;

namespace Hippique.Commands;

/// <summary><c>hippique kelly --odds … --p …</c>: the stakes of one race with the best growth, and what of them can be bought.</summary>
public static class KellyCommand
{
    public static Command Create()
    {
        var odds = new Option<string>("--odds") { Description = Texts.Get("kelly_odds"), Required = true };
        var p = new Option<string>("--p") { Description = Texts.Get("kelly_p"), Required = true };
        var bankroll = new Option<string?>("--bankroll") { Description = Texts.Get("kelly_bankroll") };
        var fraction = new Option<string?>("--fraction") { Description = Texts.Get("kelly_fraction") };
        var step = new Option<string>("--step") { Description = Texts.Get("kelly_step"), DefaultValueFactory = _ => "1" };
        var poolSize = new Option<string?>("--pool-size") { Description = Texts.Get("kelly_pool_size") };
        var rules = new Option<string?>("--rules") { Description = Texts.Get("analyse_rules") };
        var command = new Command("kelly", Texts.Get("kelly")) { odds, p, bankroll, fraction, step, poolSize, rules };
        command.SetAction(parsed =>
        {
            var screen = Screen.Of(parsed);
            var play = SettingsReader.FromEnvironment().Play;
            var source = RuleSource.Of(parsed.GetValue(rules) ?? play.Rules);
            if (!source.Rules.IsOk)
                return screen.FailPlain(ProblemText.Lines([source.Rules.Error]));
            var words = new KellySheet.Words(
                parsed.GetValue(odds)!,
                parsed.GetValue(p)!,
                parsed.GetValue(bankroll),
                parsed.GetValue(fraction),
                parsed.GetValue(step)!,
                parsed.GetValue(poolSize)
            );
            var sheet = KellySheet.Of(words, source.Rules.Value, play, TakeOut(play));
            if (!sheet.IsOk)
                return screen.Fail(sheet.Error);
            screen.Answer(sheet.Value, told => Show(told, screen));
            foreach (var doubt in ReadOdds.Doubts([.. sheet.Value.Runners.Select(runner => runner.Odds)], sheet.Value.Ambiguous))
                screen.Note(doubt);
            return 0;
        });
        return command;
    }

    /// <summary>That of the user's first operator.</summary>
    private static double TakeOut(PlaySettings play) =>
        Regulated.Default.TakeOut(ParisTime.ProgrammeOf(TimeProvider.System.GetUtcNow()), play.Operators[0], BetType.SimpleGagnant) ?? 0;

    private static void Show(KellySheet sheet, Screen screen)
    {
        screen.Say(ReadOdds.Line([.. sheet.Runners.Select(runner => runner.Odds)]));
        string[] columns =
        [
            "price_column_number",
            "price_column_odds",
            "kelly_column_p",
            "kelly_column_ev",
            "kelly_column_share",
            "kelly_column_stake",
            "kelly_column_buyable",
        ];
        screen.Table(
            columns,
            sheet.Runners.Select(
                (runner, i) =>
                    new[]
                    {
                        (i + 1).ToString(CultureInfo.InvariantCulture),
                        runner.Odds.ToString("0.0##", Texts.Culture),
                        runner.P.ToString("0.0####", Texts.Culture),
                        (runner.P * runner.Odds - 1).ToString("+0.0 %;-0.0 %", Texts.Culture),
                        runner.Kelly.ToString("0.000000", Texts.Culture),
                        runner.Stake.ToString("0.000 €", Texts.Culture),
                        runner.Buyable.ToString("0.00 €", Texts.Culture),
                    }
            )
        );
        screen.Say(Texts.Get("kelly_growth", sheet.Growth));
        screen.Say(Texts.Get("kelly_stakes", sheet.Fraction, sheet.Bankroll));
        if (sheet.EverHalf is { } half)
            screen.Say(half == 0 ? Texts.Get("kelly_never_half") : Texts.Get("kelly_ever_half", half));
        foreach (var (runner, i) in sheet.Runners.Select((runner, i) => (runner, i)))
            if (runner is { OddsAfter: { } after, BestInPool: { } best })
                screen.Say(Texts.Get("kelly_in_pool", i + 1, after, runner.Buyable, best));
        screen.Say(Texts.Get("kelly_buyable", sheet.Step, sheet.Budget, sheet.HorseMaximum, sheet.Buyable, sheet.Rules));
        screen.Out.WriteLine(ResponsibleGambling.Paragraph);
    }
}
