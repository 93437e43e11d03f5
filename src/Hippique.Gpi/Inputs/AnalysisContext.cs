using Hippique.Gpi.Calibration;
using Hippique.Gpi.Pools;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Inputs;

/// <summary>What every step of one race's analysis reads.</summary>
internal sealed class AnalysisContext
{
    public AnalysisContext(AnalysisInput input, RuleSet rules, GpiModel model, Regulated regulated)
    {
        (Input, Rules, Model, Regulated) = (input, rules, model, regulated);
        Field = new Field(input.H5.Card);
        Size = new FieldSize(Math.Max(input.H5.Card.Declared, input.H30?.Card.Declared ?? 0), Field.Count);
        PlacesPaid = regulated.PlacesPaid(Day, Size);
        Pools = Views(input.H5);
        PoolsH30 = input.H30 is { } earlier ? Views(earlier) : [];
        Statistics = new RunnerStatistics?[Field.Count];
        foreach (var statistics in input.Statistics)
            if (Field.IndexOf(statistics.Number) is >= 0 and var i)
                Statistics[i] = statistics;
    }

    public AnalysisInput Input { get; }
    public RuleSet Rules { get; }
    public GpiModel Model { get; }
    public Regulated Regulated { get; }
    public Field Field { get; }

    /// <summary>Pools in view at H-5, in the order of <see cref="Pool"/>.</summary>
    public IReadOnlyList<PoolView> Pools { get; }
    public IReadOnlyList<PoolView> PoolsH30 { get; }

    /// <summary>Declared as either look says, starters as the last one does.</summary>
    public FieldSize Size { get; }
    public int PlacesPaid { get; }
    public RunnerStatistics?[] Statistics { get; }
    public DateOnly Day => Field.Card.Id.Date;
    public Discipline Discipline => Field.Card.Discipline;
    public double Bankroll => Input.Bankroll.ToDouble();

    /// <summary>Prices of the same pool at H-30 along the starters; null if it was not in view.</summary>
    public PoolView? AtH30(Pool pool)
    {
        foreach (var view in PoolsH30)
            if (view.Prices!.Pool == pool && view.Priced > 0)
                return view;
        return null;
    }

    private List<PoolView> Views(Snapshot snapshot) =>
        [
            .. snapshot
                .Pools.OrderBy(pool => pool.Pool)
                .Select(pool => new PoolView(
                    Field,
                    pool,
                    Rules.Guards.OddsStaleMinutes,
                    SinglesPayout.Of(Regulated, Day, pool.Pool, PlacesPaid)
                )),
        ];
}
