using Hippique.Gpi.Calibration;
using Hippique.Gpi.Calibration.Pools;

namespace Hippique.Orchestration.Calibration.Pools;

/// <summary>What was recorded of pools on some days.</summary>
public sealed class PoolRecording
{
    private readonly List<PoolRace> _races = [];
    private readonly List<LeftOut> _gaps = [];

    /// <summary>Days with a plan.</summary>
    public int Days { get; private set; }

    /// <summary>Pools with stakes, by race and moment.</summary>
    public IReadOnlyList<PoolRace> Races => _races;

    /// <summary>Races without them.</summary>
    public IReadOnlyList<LeftOut> Gaps => _gaps;

    internal void AddDay() => Days++;

    internal void Add(PoolRace race) => _races.Add(race);

    internal void Without(PriceMoment moment, PoolGap gap) => _gaps.Add(new LeftOut(moment, gap, 1));

    /// <summary>At both moments.</summary>
    internal void Without(PoolGap gap)
    {
        Without(PriceMoment.H5, gap);
        Without(PriceMoment.Close, gap);
    }
}
