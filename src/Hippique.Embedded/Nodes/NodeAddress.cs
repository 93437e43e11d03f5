namespace Hippique.Embedded.Nodes;

/// <summary>Where this node answers; whoever binds the port says so here.</summary>
public sealed class NodeAddress
{
    private volatile string? _value;

    /// <summary>Null until it is known.</summary>
    public string? Value
    {
        get => _value;
        set => _value = value;
    }
}
