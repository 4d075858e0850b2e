"""A program of its own: can a window be opened here, and what would draw it? Prints one line of JSON.

It runs in a process of its own because graphics drivers end the process they fail in. It uses ctypes and the standard
library only, so it takes a few hundredths of a second where importing Open3D takes seconds.
"""

import ctypes
import json
import sys

VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO = 1
VK_PHYSICAL_DEVICE_TYPE_CPU = 4
VK_MAX_PHYSICAL_DEVICE_NAME_SIZE = 256
PROPERTIES_BYTES = 4096
"""More than sizeof(VkPhysicalDeviceProperties), which is 824."""


class InstanceCreateInfo(ctypes.Structure):
    """VkInstanceCreateInfo without layers and extensions (Vulkan 1.3, section 4.2)."""

    _fields_ = [
        ("type", ctypes.c_int32),
        ("next", ctypes.c_void_p),
        ("flags", ctypes.c_uint32),
        ("application", ctypes.c_void_p),
        ("layer_count", ctypes.c_uint32),
        ("layers", ctypes.c_void_p),
        ("extension_count", ctypes.c_uint32),
        ("extensions", ctypes.c_void_p),
    ]


def x11_opens() -> bool:
    """Whether the X server named by DISPLAY answers."""
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    return x11.XOpenDisplay(None) is not None


def vulkan_devices() -> list[tuple[str, bool]]:
    """Name of each Vulkan device, and whether it is software on the CPU."""
    vulkan = ctypes.CDLL("libvulkan.so.1")
    instance, count = ctypes.c_void_p(), ctypes.c_uint32()
    info = InstanceCreateInfo(type=VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO)
    if vulkan.vkCreateInstance(ctypes.byref(info), None, ctypes.byref(instance)) != 0:
        return []
    vulkan.vkEnumeratePhysicalDevices(instance, ctypes.byref(count), None)
    devices = (ctypes.c_void_p * count.value)()
    vulkan.vkEnumeratePhysicalDevices(instance, ctypes.byref(count), devices)
    return [_describe(vulkan, device) for device in devices if device]


def _describe(vulkan: ctypes.CDLL, device: int) -> tuple[str, bool]:
    properties = ctypes.create_string_buffer(PROPERTIES_BYTES)
    vulkan.vkGetPhysicalDeviceProperties(ctypes.c_void_p(device), properties)
    # apiVersion, driverVersion, vendorID and deviceID come first, 4 bytes each.
    kind = int.from_bytes(properties.raw[16:20], sys.byteorder)
    name = properties.raw[20 : 20 + VK_MAX_PHYSICAL_DEVICE_NAME_SIZE].split(b"\0", 1)[0]
    return name.decode("utf-8", "replace"), kind == VK_PHYSICAL_DEVICE_TYPE_CPU


def answer() -> dict[str, object]:
    """What was found; libraries that are missing are named."""
    found: dict[str, object] = {"display": False, "devices": [], "missing": []}
    missing = []
    try:
        found["display"] = x11_opens()
    except OSError:
        missing.append("libx11-6")
    try:
        found["devices"] = vulkan_devices()
    except OSError:
        missing.append("libvulkan1")
    return found | {"missing": missing}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(answer()) + "\n")
