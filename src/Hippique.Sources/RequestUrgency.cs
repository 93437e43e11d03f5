namespace Hippique.Sources;

/// <summary>Which requests to a host go first. The spacing is the same for all.</summary>
public enum RequestUrgency
{
    /// <summary>Programmes, results, last prices, figures, looks before their time.</summary>
    Usual,

    /// <summary>A look at H-30.</summary>
    H30,

    /// <summary>A look at H-5, on which a decision rests.</summary>
    H5,
}
