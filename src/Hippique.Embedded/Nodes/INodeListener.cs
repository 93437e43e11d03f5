namespace Hippique.Embedded.Nodes;

/// <summary>Told what the other nodes say through <see cref="NodeChannel"/>. Called on the thread that hears it: it must be quick, and wait for nothing.</summary>
public interface INodeListener
{
    /// <summary>Another node has said this.</summary>
    void Said(string text);

    /// <summary>Another node may have said something that was not heard here: the connection was away, or more was said than it carries.</summary>
    void MayHaveMissed();
}
