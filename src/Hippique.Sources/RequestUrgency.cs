namespace Hippique.Sources;

/// <summary>Which requests to a host go first. The spacing is the same for all.</summary>
public enum RequestUrgency
{
    /// <summary>Past days that are fetched for fits. They have a count of their own for the day, and wait until nobody has asked the host for a while.</summary>
    PastDays = -1,

    /// <summary>Programmes, results, last prices, figures, looks before their time.</summary>
    Usual = 0,

    /// <summary>A look at H-30.</summary>
    H30,

    /// <summary>A look at H-5, on which a decision rests.</summary>
    H5,
}
