using Hippique.Gpi;
using Hippique.Gpi.Calibration;
using Hippique.Orchestration.Exports;
using Hippique.Racing;

namespace Hippique.Orchestration.Calibration.Forecasts;

/// <summary>What one day says of the model in use, small enough to be kept for every day.</summary>
internal sealed class DayForecasts
{
    private readonly Dictionary<ModelDiscipline, ForecastSums> _sums = [];
    private readonly Dictionary<ForecastGap, int> _leftOut = [];

    public required DateOnly Date { get; init; }

    /// <summary>Its races are invented.</summary>
    public required bool Simulated { get; init; }

    /// <summary>A file of it is not what this program wrote.</summary>
    public bool IsUnreadable { get; init; }

    /// <summary>By discipline, and all together.</summary>
    public IReadOnlyDictionary<ModelDiscipline, ForecastSums> Sums => _sums;

    /// <summary>Races that are left out, by the reason.</summary>
    public IReadOnlyDictionary<ForecastGap, int> LeftOut => _leftOut;

    public int Races => _sums.TryGetValue(ModelDiscipline.All, out var all) ? all.Races : 0;

    /// <param name="day">What the day left.</param>
    /// <param name="analyses">Of its races, as far as they were made.</param>
    /// <param name="model">The model in use.</param>
    public static DayForecasts Of(SeenDay day, IReadOnlyDictionary<RaceId, RaceAnalysis> analyses, GpiModel model)
    {
        var forecasts = new DayForecasts { Date = day.Date, Simulated = day.Simulated };
        foreach (var race in day.Races)
        {
            var (judged, gap) = JudgedForecast.Of(race, analyses.GetValueOrDefault(race.Race.Id), model);
            if (judged is not null)
                forecasts.Add(judged);
            else if (gap is { } why)
                forecasts._leftOut[why] = forecasts._leftOut.GetValueOrDefault(why) + 1;
        }
        return forecasts;
    }

    private void Add(JudgedForecast race)
    {
        Of(ModelDiscipline.All).Add(race);
        if (race.Discipline != ModelDiscipline.All)
            Of(race.Discipline).Add(race);
    }

    private ForecastSums Of(ModelDiscipline discipline)
    {
        if (!_sums.TryGetValue(discipline, out var sums))
            _sums[discipline] = sums = new ForecastSums();
        return sums;
    }
}
