namespace Hippique.Racing;

/// <summary>Bets of the French operators, under the field's own names; <c>docs/glossary.md</c> explains them.</summary>
public enum BetType
{
    SimpleGagnant,
    SimplePlace,
    CoupleGagnant,
    CouplePlace,
    CoupleOrdre,
    Trio,
    TrioOrdre,
    DeuxSurQuatre,
    Multi,
    Super4,
    Tierce,
    QuartePlus,
    QuintePlus,
    ZeShow,
    ZeCouillon,
    Ze234,
    Ze2Sur4,
    Ze4,
    Ze5,
    Top4,
    SuperTop5,
}

/// <summary>
/// What the operator sells for one bet on one race: minimum stake, step and (where published) maximum, in euros.
/// A stake is buyable where it is <c>minimum + n × step</c>, at most <paramref name="Maximum"/>.
/// </summary>
public sealed record BetOffer(BetType Bet, Euro Minimum, Euro Step, Euro? Maximum);
