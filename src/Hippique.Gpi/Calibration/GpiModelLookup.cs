using Hippique.Gpi.Probabilities.Laws;
using Hippique.Racing;

namespace Hippique.Gpi.Calibration;

/// <summary>Finds the fit that speaks for a race: that of its discipline, else the one for all.</summary>
public static class GpiModelLookup
{
    public static PoolFamily Family(this Pool pool) => pool == Pool.PmuNational ? PoolFamily.National : PoolFamily.Internet;

    public static ModelDiscipline ForModel(this Discipline discipline) =>
        discipline switch
        {
            Discipline.Flat => ModelDiscipline.Flat,
            Discipline.Harness => ModelDiscipline.Harness,
            Discipline.MountedTrot => ModelDiscipline.Mounted,
            Discipline.Unknown => ModelDiscipline.All,
            _ => ModelDiscipline.Jumps,
        };

    /// <summary>If a discipline's own fit has no error, it has at least that of all together.</summary>
    public static ExponentFit Exponent(this GpiModel model, Pool pool, Discipline discipline)
    {
        var family = pool.Family();
        ModelDiscipline? Of(ExponentFit fit) => fit.Family == family ? fit.Discipline : null;
        var fit = Pick(model.Exponents, discipline, Of, "exponents");
        return fit.StandardError is null
            ? fit with
            {
                StandardError = Pick(model.Exponents, Discipline.Unknown, Of, "exponents").StandardError,
            }
            : fit;
    }

    public static WinDividendFit WinDividend(this GpiModel model, Pool pool, Discipline discipline)
    {
        var family = pool.Family();
        return Pick(model.WinDividends, discipline, fit => fit.Family == family ? fit.Discipline : null, "win_dividends");
    }

    public static CloseFit Close(this GpiModel model, Pool pool, Discipline discipline)
    {
        var family = pool.Family();
        return Pick(model.Closes, discipline, fit => fit.Family == family ? fit.Discipline : null, "closes");
    }

    public static WeightsFit WeightsOf(this GpiModel model, string factors, Discipline discipline) =>
        Pick(model.Weights, discipline, fit => fit.Factors == factors ? fit.Discipline : null, "weights");

    /// <summary>The law for probabilities that were made with <paramref name="exponent"/>.</summary>
    public static OrderLaw OrderLaw(this GpiModel model, Pool pool, Discipline discipline, double exponent)
    {
        PoolFamily? family = pool.Family();
        if (model.OrderLaws.All(fit => fit.Family != family))
            family = null;
        // Where mounted races are too few for a law of their own, that of harness races is nearer than that of all: both kinds of trotters break their gait.
        var hasOwn = model.OrderLaws.Any(fit => fit.Family == family && fit.Discipline == discipline.ForModel());
        var fit = Pick(
            model.OrderLaws,
            discipline == Discipline.MountedTrot && !hasOwn ? Discipline.Harness : discipline,
            fit => fit.Family == family ? fit.Discipline : null,
            "order_laws"
        );
        var law = new OrderLaw(new(fit.SecondA, fit.SecondB), new(fit.ThirdA, fit.ThirdB), new(fit.FourthA, fit.FourthB));
        return fit.OnShares ? law.OnExponent(exponent) : law;
    }

    /// <summary>What the money in the pool's places adds; null: nothing.</summary>
    public static PlaceMoneyFit? PlaceMoneyOf(this GpiModel model, Pool pool) => model.PlaceMoney?.FirstOrDefault(fit => fit.Pool == pool);

    /// <summary>How the pool's places move; null: as its win pool does.</summary>
    public static PlaceMoveFit? PlaceMoveOf(this GpiModel model, Pool pool) => model.PlaceMoves?.FirstOrDefault(fit => fit.Pool == pool);

    /// <summary>Null if the model has no calibration of this bet that covers the probability, which is the pool's.</summary>
    public static PayoutFit? Payout(this GpiModel model, Pool pool, BetType bet, Discipline discipline, double probability)
    {
        var wanted = discipline.ForModel();
        PayoutFit? general = null;
        foreach (var fit in model.Payouts)
        {
            if (fit.Pool != pool || fit.Bet != bet || probability < fit.ProbabilityLow || probability > fit.ProbabilityHigh)
                continue;
            if (fit.Discipline == wanted)
                return fit;
            if (fit.Discipline == ModelDiscipline.All)
                general = fit;
        }
        return general;
    }

    private static T Pick<T>(IReadOnlyList<T> fits, Discipline discipline, Func<T, ModelDiscipline?> of, string list)
        where T : class
    {
        var wanted = discipline.ForModel();
        T? general = null;
        foreach (var fit in fits)
        {
            var has = of(fit);
            if (has == wanted)
                return fit;
            if (has == ModelDiscipline.All)
                general = fit;
        }
        return general ?? throw new FitException(Problem.Of($"the model has no fit for all disciplines in {list}"));
    }
}
