using System.Globalization;
using System.Text.Json;
using Hippique.Orchestration.Ledger;
using Hippique.Racing;

namespace Hippique.Orchestration.Imports;

/// <summary>
/// Names the bets of one file: by pool, bet and horses, and several alike by number. A bet that was imported before keeps its name: it is told by the operator's reference where both
/// have one, else by its place among those that are alike.
/// </summary>
internal sealed class ImportedIds(LedgerBook book)
{
    private readonly HashSet<ImportedBet> _taken = [];
    private readonly Dictionary<(RaceId, string), int> _added = [];

    /// <returns>The name, and the bet if it was imported before.</returns>
    public (string Id, ImportedBet? Known) Of(RaceId race, ToldBet told)
    {
        var name = string.Create(
            CultureInfo.InvariantCulture,
            $"{told.Pool.Code()}-{JsonNamingPolicy.SnakeCaseLower.ConvertName(told.Bet.ToString())}-{string.Join('-', told.Horses.Numbers.Order())}"
        );
        var alike = Alike(race, name);
        var free = alike.Where(bet => !_taken.Contains(bet)).ToList();
        var known = told.Reference is null
            ? free.FirstOrDefault()
            : free.Find(bet => bet.Bet.Reference == told.Reference) ?? free.Find(bet => bet.Bet.Reference is null);
        if (known is not null)
        {
            _taken.Add(known);
            return (known.Id, known);
        }
        var added = _added[(race, name)] = _added.GetValueOrDefault((race, name)) + 1;
        return (Numbered(name, alike.Count + added), null);
    }

    private List<ImportedBet> Alike(RaceId race, string name)
    {
        var alike = new List<ImportedBet>();
        while (book.FindImported(race, Numbered(name, alike.Count + 1)) is { } bet)
            alike.Add(bet);
        return alike;
    }

    private static string Numbered(string name, int number) =>
        number == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}.{number}");
}
