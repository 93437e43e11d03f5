namespace Hippique.Gpi.Calibration;

/// <summary>Names of the features of a card in <see cref="CardCoefficient.Feature"/>; each is 0 where its input is missing.</summary>
public static class CardFeatures
{
    /// <summary>Log of the form factor.</summary>
    public const string Form = "form";

    /// <summary>Log of the ratio of the jockey's or driver's win rate (shrunk) to the family's.</summary>
    public const string Jockey = "jockey";

    /// <summary>The same of the trainer.</summary>
    public const string Trainer = "trainer";

    /// <summary>Log of the earnings per start, less the field's mean.</summary>
    public const string Earnings = "earnings";

    /// <summary>Field's median of the records less the horse's, in seconds per kilometre.</summary>
    public const string Record = "record";
}
