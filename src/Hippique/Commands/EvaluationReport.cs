using System.Globalization;
using System.Text;
using System.Text.Json;
using Hippique.Gpi.Calibration;
using Hippique.Gpi.Calibration.Fitting;
using Hippique.Gpi.Settlement;
using Hippique.Orchestration.Calibration;
using Hippique.Racing;

namespace Hippique.Commands;

/// <summary>An evaluation as <c>hippique evaluate</c> prints it: what was seen before each race first, what rests on modelled prices in a section of its own at the end.</summary>
internal sealed class EvaluationReport
{
    private readonly StringBuilder _text = new();

    private EvaluationReport() { }

    public static string Of(Evaluation result)
    {
        var report = new EvaluationReport();
        report.Write(result);
        return report._text.ToString();
    }

    private void Write(Evaluation result)
    {
        Line(
            $"{result.Model}: {result.Races} races held out of its fit ({string.Join(", ", result.From.Select(pool => FormattableString.Invariant($"{pool.Key} from {pool.Value:yyyy-MM-dd}")))})"
        );
        Places("places, from the closing prices", result.PlacesAtClose);
        Favourites(result.Favourites);
        Places("places, from prices seen at H-5, fitted weights", result.PlacesAtH5);
        Line(
            $"\nwinners: log-loss (nat a race), the same less that of the market at the same moment, and less that of the market with its fitted exponent, each with its 95 % interval (paired bootstrap over days)"
        );
        foreach (var score in result.Win)
            _text.AppendLine(ScoreText.Line(score));
        FreeLunch(result.FreeLunch);
        Line(
            $"\noutcomes and money on live prices, each file replayed as hippique replay does it: bets at the official dividends of their pool, win bets else at its closing price; claimed and returned profit per euro with its 95 % interval (bootstrap over days)"
        );
        Outcomes(result.Outcomes);
        if (result.ClosingGap is { } gap)
            Line(
                $"\nclosing price against official win dividend, where both are known: {gap.Known} winners, {gap.Exact} to the cent, {gap.Off} off by more than 5 % ({(double)gap.Off / gap.Known:0.0 %}), mean {gap.MeanError:+0.0 %;-0.0 %}"
            );
        if (result.Modelled.Count > 0)
            Line(
                $"\nmodelled prices, in no figure above: races of which a price of H-30 or H-5 was not recorded; between the reference and the close nobody could bet at these"
            );
        Outcomes(result.Modelled);
        // The same races for every rule set: without a price no rule can say more.
        if (result.Unpriced is [var unpriced, ..])
            Line(
                $"\nraces without a price of H-5, in no figure above: {unpriced.Races}{(unpriced.Undecided > 0 ? FormattableString.Invariant($", {unpriced.Undecided} of them without a decision") : "")}"
            );
        if (result.AfterClose > 0)
            Line($"\nraces fetched after their end (after_close), on which nothing is decided: {result.AfterClose}");
    }

    private void Line(FormattableString line) => _text.AppendLine(line.ToString(CultureInfo.InvariantCulture));

    private void Places(string title, IReadOnlyList<PlaceTable> tables)
    {
        Line($"\n{title}");
        foreach (var table in tables)
        {
            Line(
                $"{table.Family.ToString().ToLowerInvariant()}, {table.Races} races: {(table.Passed ? "within bounds" : "OUT OF BOUNDS")}"
            );
            foreach (var bin in table.Bins)
                Line(
                    $"  {bin.Low:0.0}-{bin.Low + 0.1:0.0}  n {bin.Runners, 5}  predicted {bin.Predicted:0.000}  observed {bin.Observed:0.000}  difference {Math.Round(bin.Observed - bin.Predicted, 3), 6:+0.000;-0.000;0.000}  allowed {bin.Allowed:0.000}  {(bin.Passed ? "ok" : "OUT")}"
                );
        }
    }

    private void Favourites(IReadOnlyList<FavouriteTable> tables)
    {
        Line($"\nplaces of the likely ones, from the closing prices, by discipline and pool");
        foreach (var table in tables)
        {
            var bins = table.Bins.Select(bin =>
                FormattableString.Invariant(
                    $"{bin.Low:0.0}: {bin.Predicted:0.000} / {bin.Observed:0.000} ± {bin.StandardError:0.000} (n {bin.Runners})"
                )
            );
            Line($"  {Word(table.Discipline), -8} {Word(table.Pool), -9} {table.Races, 5} races  {string.Join("  ", bins)}");
        }
    }

    private void FreeLunch(IReadOnlyList<FreeLunchRow> rows)
    {
        Line(
            $"\nno free lunch: each bet at the pool's own probabilities; claimed profit per euro, and what came back with its 95 % interval (bootstrap over days); * the rules bet in this band"
        );
        foreach (var row in rows)
        {
            var band =
                row.Bet == BetType.SimpleGagnant
                    ? FormattableString.Invariant($"odds {row.Low:0.0}-{row.High:0.0}")
                    : FormattableString.Invariant($"p {row.Low:0.0000}-{row.High:0.0000}");
            var kept = row.TakeOut is { } takeOut ? FormattableString.Invariant($", take-out {takeOut:0.0 %}") : "";
            var verdict = (row.IsLoss, row.ClaimHolds) switch
            {
                (true, true) => "",
                (true, false) => "  outside the interval",
                (false, _) => "  NOT A LOSS THAT THE TAKE-OUT EXPLAINS",
            };
            Line(
                $"{(row.Used ? "*" : " ")} {row.Pool.Code(), -12} {Word(row.Bet), -14} {(row.Moment == PriceMoment.H5 ? "H-5" : "close"), -5} {band, -19} {row.Bets, 7} bets {row.Races, 4} races  claimed {row.Claimed, 7:+0.0 %;-0.0 %}  returned {row.Returned.Mean, 7:+0.0 %;-0.0 %} [{row.Returned.Low:+0.0 %;-0.0 %}, {row.Returned.High:+0.0 %;-0.0 %}]{kept}{verdict}"
            );
        }
        var used = rows.Where(row => row.Used).ToList();
        Line(
            $"bands that the rules bet in: {used.Count}; a loss that the take-out explains: {used.Count(row => row.IsLoss)}; claim within the interval: {used.Count(row => row.ClaimHolds)} (of intervals of 95 % one in twenty leaves it out by chance)"
        );
    }

    private void Outcomes(IReadOnlyList<OutcomeScore> scores)
    {
        foreach (var score in scores)
            Outcome(score);
    }

    private void Outcome(OutcomeScore score)
    {
        Line(
            $"{score.Rules, -15} {Word(score.Weights), -8} {Word(score.Prices), -8} races {score.Races}: play {score.Played}, abstain {score.Abstained}, unplayable {score.Unplayable}"
        );
        Line(
            $"    {string.Join(", ", score.Reasons.OrderByDescending(reason => reason.Value).Select(reason => $"{reason.Key} {reason.Value}"))}"
        );
        if (score.Returned is { } returned)
        {
            Line(
                $"    bets {score.Bets} on {returned.Days} days, staked {score.Staked:0.00}, claimed {score.Claimed:+0.0 %;-0.0 %}, returned {returned.Mean:+0.0 %;-0.0 %} [{returned.Low:+0.0 %;-0.0 %}, {returned.High:+0.0 %;-0.0 %}]{Verdict(score.ClaimHolds)}; {score.BetsNeeded:0} bets would tell the claim from none"
            );
            if (score.Paid.Count > 0)
                Line(
                    $"    bets won {score.Paid.Values.Sum()}: {Paid(score, DividendBasis.Official)} paid the official dividend, for {Paid(score, DividendBasis.ClosingOdds)} the closing price stands in"
                );
        }
        if (score.Unsettled.Count > 0)
            Line(
                $"    {score.Unsettled.Values.Sum()} bets not settled, in no sum: {string.Join(", ", score.Unsettled.Select(open => $"{Word(open.Key)} {open.Value}"))}"
            );
    }

    private static int Paid(OutcomeScore score, DividendBasis basis) => score.Paid.GetValueOrDefault(basis);

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static string Verdict(bool? holds) =>
        holds switch
        {
            true => ", the claim holds",
            false => ", the claim DOES NOT hold",
            null => "",
        };
}
