using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Results;
using Hippique.Racing;

namespace Hippique.Orchestration.Imports;

/// <summary>Counts what becomes of the rows of a file.</summary>
internal sealed class BetImportTally(int rows)
{
    private readonly Dictionary<BetChange, int> _changes = [];
    private readonly List<BetDifference> _differences = [];
    private readonly SortedSet<DateOnly> _days = [];
    private int _agree;
    private int _notSettled;
    private int _noResult;
    private int _open;

    public List<RefusedRow> Refused { get; } = [];
    public List<OwnBet> Own { get; } = [];
    public int OnPaper { get; set; }

    public void CountDay(DateOnly day) => _days.Add(day);

    public void Count(IEnumerable<BetChange> changes, IEnumerable<SettledBet> bets)
    {
        foreach (var change in changes)
            _changes[change] = _changes.GetValueOrDefault(change) + 1;
        foreach (var bet in bets)
        {
            CountDay(bet.Bet.Race.Id.Date);
            Count(bet);
        }
    }

    public BetImportReport Report() =>
        new()
        {
            Rows = rows,
            New = _changes.GetValueOrDefault(BetChange.New),
            Changed = _changes.GetValueOrDefault(BetChange.Changed),
            Known = _changes.GetValueOrDefault(BetChange.Known),
            Own = Own,
            OnPaper = OnPaper,
            From = _days.Count == 0 ? null : _days.Min,
            To = _days.Count == 0 ? null : _days.Max,
            Agree = _agree,
            NotSettled = _notSettled,
            NoResult = _noResult,
            Open = _open,
            Differences = _differences,
            Refused = [.. Refused.OrderBy(row => row.Line)],
        };

    private void Count(SettledBet bet)
    {
        var told = bet.Bet.Told;
        if (bet.Settled is not { Outcome: not SettledState.Unsettled } settled)
        {
            if (bet.HasResult)
                _notSettled++;
            else
                _noResult++;
            if (told.Returned is null)
                _open++;
            return;
        }
        var official = new LedgerFact.Official(settled).Returned;
        if (told.Returned is not { } returned)
        {
            if (official is not null)
                _agree++;
            else
                (_notSettled, _open) = (_notSettled + 1, _open + 1);
            return;
        }
        // Closing odds are no dividend, but an arrival says who won.
        var agrees = official is { } paid ? returned == paid : returned > Euro.Zero == settled.Returned > Euro.Zero;
        if (agrees)
            _agree++;
        else
            _differences.Add(
                new BetDifference
                {
                    Line = told.Line,
                    Race = bet.Bet.Race.Id,
                    Bet = told.Bet,
                    Numbers = told.Horses.Numbers,
                    Stake = told.Stake,
                    Told = returned,
                    Official = official,
                }
            );
    }
}
