namespace Hippique.Racing;

/// <summary>The dated stakes at which operators sell their bets, for sources that keep only the names of the bets.</summary>
public interface IStakeTable
{
    /// <summary>Null where the table does not list the bet for the pool on that day: then its stake is not known, and it cannot be bought.</summary>
    /// <param name="day">Programme day.</param>
    /// <param name="pool">Where it is sold.</param>
    /// <param name="bet">The bet.</param>
    BetOffer? Stakes(DateOnly day, Pool pool, BetType bet);
}
