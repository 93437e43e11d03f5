using System.Text.Json.Serialization;
using Hippique.Hosting;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Sheets;
using Hippique.Racing;

namespace Hippique.Api;

/// <summary>The day's sheet as JSON, prices as the analysis has them, with the warning that belongs to every price.</summary>
public sealed record SheetAnswer
{
    public required DateOnly Date { get; init; }

    /// <inheritdoc cref="DaySheet.ReadAt"/>
    public required DateTimeOffset ReadAt { get; init; }
    public required bool Simulated { get; init; }

    /// <summary>The day is a recorded one that is rehearsed; left out where it is not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RehearsalMark? Rehearsal { get; init; }
    public required bool ModelledPrices { get; init; }

    /// <inheritdoc cref="DaySheet.Pools"/>
    public required IReadOnlyList<Pool> Pools { get; init; }

    /// <inheritdoc cref="DaySheet.Unpriced"/>
    public required IReadOnlyList<Pool> Unpriced { get; init; }

    /// <inheritdoc cref="DaySheet.Abroad"/>
    public required int Abroad { get; init; }
    public required IReadOnlyList<SheetRace> Races { get; init; }

    /// <summary>Risks, 18+ and the helpline.</summary>
    public required string Warning { get; init; }

    public static SheetAnswer Of(DaySheet sheet, RehearsalMark? rehearsal = null) =>
        new()
        {
            Date = sheet.Date,
            ReadAt = sheet.ReadAt,
            Simulated = sheet.Simulated,
            Rehearsal = rehearsal,
            ModelledPrices = sheet.ModelledPrices,
            Pools = sheet.Pools,
            Unpriced = sheet.Unpriced,
            Abroad = sheet.Abroad,
            Races = sheet.Races,
            Warning = ResponsibleGambling.Line,
        };
}
