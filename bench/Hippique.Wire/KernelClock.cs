using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hippique.Wire;

/// <summary>
/// Reads from a socket together with the moment in which the kernel took in the last bytes (<c>SO_TIMESTAMPNS</c>, Linux). A thread that is told late, on a busy machine, does
/// not move it.
/// </summary>
internal static unsafe partial class KernelClock
{
    private const int SolSocket = 1;
    private const int SoTimestampNs = 35;
    private const int HeaderLength = 16;

    public static void Ask(Socket socket) => socket.SetRawSocketOption(SolSocket, SoTimestampNs, [1, 0, 0, 0]);

    /// <summary>How many bytes, and when they came, in nanoseconds since 1970; 0 bytes where the other side has gone.</summary>
    /// <exception cref="PlatformNotSupportedException">The kernel gives no moment.</exception>
    public static (int Read, long At) Receive(Socket socket, Span<byte> buffer)
    {
        var control = stackalloc byte[256];
        fixed (byte* bytes = buffer)
        {
            var part = new Part { Base = bytes, Length = (nuint)buffer.Length };
            var message = new Message
            {
                Parts = &part,
                PartCount = 1,
                Control = control,
                ControlLength = 256,
            };
            var read = ReceiveMessage((int)socket.Handle, &message, 0);
            if (read <= 0)
                return (0, 0);
            if (message.ControlLength < HeaderLength + 16)
                throw new PlatformNotSupportedException("the kernel does not say when the bytes came");
            var seconds = Unsafe.ReadUnaligned<long>(control + HeaderLength);
            return ((int)read, seconds * 1_000_000_000 + Unsafe.ReadUnaligned<long>(control + HeaderLength + 8));
        }
    }

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    private static partial nint ReceiveMessage(int socket, Message* message, int flags);

    private struct Part
    {
        public void* Base;
        public nuint Length;
    }

    private struct Message
    {
        public void* Name;
        public uint NameLength;
        public Part* Parts;
        public nuint PartCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
    }
}
