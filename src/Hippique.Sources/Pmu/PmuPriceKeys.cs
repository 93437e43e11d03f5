using System.Text.Json;
using Hippique.Racing;

namespace Hippique.Sources.Pmu;

/// <summary>
/// Tells a participant without a price, which PMU sends before betting opens and of bets that it does not sell, from one whose prices were given other keys: a report of odds
/// (an object with <c>rapport</c>) under a name that is not known, or one under a known name that lacks its odds.
/// </summary>
internal static class PmuPriceKeys
{
    private static readonly string[] Known = ["dernierRapportDirect", "dernierRapportReference"];

    /// <summary>What has changed; null: nothing.</summary>
    public static Problem? Defect(JsonElement participant, int number)
    {
        if (participant.Text("statut") is null)
            return Problem.Of($"number {number} has no state (statut)");
        foreach (var key in Known)
        {
            if (!participant.TryGetProperty(key, out var report) || report.ValueKind == JsonValueKind.Null)
                continue;
            if (report.Number("rapport") is null)
                return Problem.Of($"the price of number {number} ({key}) has no odds (rapport)");
            if (report.Text("typePari") is null)
                return Problem.Of($"the price of number {number} ({key}) names no bet (typePari)");
        }
        // A report more beside the known ones is news of PMU's, and no reason to read nothing.
        if (Known.All(key => participant.TryGetProperty(key, out var report) && report.ValueKind == JsonValueKind.Object))
            return null;
        var strange = participant
            .EnumerateObject()
            .FirstOrDefault(part => !Known.Contains(part.Name) && part.Value.Number("rapport") is not null);
        return strange.Value.ValueKind == JsonValueKind.Undefined
            ? null
            : Problem.Of($"number {number} has a price under an unknown key ({Hippique.Racing.Quoted.Short(strange.Name)})");
    }
}
