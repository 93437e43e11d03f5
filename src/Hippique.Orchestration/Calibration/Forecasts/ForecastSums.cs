using Hippique.Gpi.Calibration;

namespace Hippique.Orchestration.Calibration.Forecasts;

/// <summary>What the races of one discipline say of the model; it can be added up over days.</summary>
internal sealed class ForecastSums
{
    private readonly Dictionary<PriceMoment, LossSums> _losses = [];

    public int Races { get; private set; }

    /// <summary>Of them those that count for places.</summary>
    public int PlaceRaces { get; private set; }
    public ReliabilityBins Win { get; } = new(ReliabilityBins.Win);
    public ReliabilityBins Place { get; } = new(ReliabilityBins.Place);

    /// <summary>Of the races with every price of the moment.</summary>
    public LossSums At(PriceMoment moment) => _losses.GetValueOrDefault(moment);

    public void Add(JudgedForecast race)
    {
        Races++;
        for (var i = 0; i < race.Win.Length; i++)
            Win.Add(race.Win[i], i == race.Winner);
        foreach (var (moment, losses) in race.Losses)
            _losses[moment] = At(moment) + losses;
        if (race.Place is not { } places)
            return;
        PlaceRaces++;
        for (var i = 0; i < places.Length; i++)
            Place.Add(places[i], race.Placed.Contains(i));
    }

    public void Add(ForecastSums others)
    {
        Races += others.Races;
        PlaceRaces += others.PlaceRaces;
        Win.Add(others.Win);
        Place.Add(others.Place);
        foreach (var (moment, losses) in others._losses)
            _losses[moment] = At(moment) + losses;
    }
}
