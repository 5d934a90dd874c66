#!/usr/bin/python3
"""A desktop on the session bus: what shows notifications, has the tray and lets nobody sleep.

Each call that it gets is a line of JSON on standard output. Each line of JSON on standard input is
something that a person does there; its answer is a line, too.
"""
import json
import sys

from gi.repository import Gio, GLib

WATCHER = 'org.kde.StatusNotifierWatcher'
ITEM = 'org.kde.StatusNotifierItem'
MENU = 'com.canonical.dbusmenu'
NOTIFICATIONS = 'org.freedesktop.Notifications'
SESSION = 'org.gnome.SessionManager'

INTERFACES = Gio.DBusNodeInfo.new_for_xml(f'''<node>
  <interface name="{NOTIFICATIONS}">
    <method name="Notify">
      <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
      <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
      <arg type="a{{sv}}" direction="in"/><arg type="i" direction="in"/>
      <arg type="u" direction="out"/>
    </method>
    <method name="CloseNotification"><arg type="u" direction="in"/></method>
    <method name="GetCapabilities"><arg type="as" direction="out"/></method>
    <method name="GetServerInformation">
      <arg type="s" direction="out"/><arg type="s" direction="out"/>
      <arg type="s" direction="out"/><arg type="s" direction="out"/>
    </method>
    <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
  </interface>
  <interface name="{WATCHER}">
    <method name="RegisterStatusNotifierItem"><arg type="s" direction="in"/></method>
    <property name="IsStatusNotifierHostRegistered" type="b" access="read"/>
    <property name="ProtocolVersion" type="i" access="read"/>
    <property name="RegisteredStatusNotifierItems" type="as" access="read"/>
    <signal name="StatusNotifierHostRegistered"/>
  </interface>
  <interface name="{SESSION}">
    <method name="Inhibit">
      <arg type="s" direction="in"/><arg type="u" direction="in"/>
      <arg type="s" direction="in"/><arg type="u" direction="in"/>
      <arg type="u" direction="out"/>
    </method>
    <method name="Uninhibit"><arg type="u" direction="in"/></method>
  </interface>
</node>''')

bus = Gio.bus_get_sync(Gio.BusType.SESSION)
notified = 0
item = None
"""Who put an icon into the tray, and where."""


def say(**line):
    print(json.dumps(line, default=str), flush=True)


def on_call(_bus, sender, _path, _interface, method, parameters, invocation):
    global notified, item
    answer = None
    if method == 'Notify':
        notified += 1
        # A picture's bytes take Python long to unpack.
        program, icon, title, body = (parameters.get_child_value(i).unpack() for i in (0, 2, 3, 4))
        hints = parameters.get_child_value(6).keys()
        has_icon = icon != '' or any(name.replace('-', '_').startswith('image') for name in hints)
        say(call=method, id=notified, program=program, title=title, body=body, icon=has_icon)
        answer = GLib.Variant('(u)', (notified,))
    elif method == 'GetCapabilities':
        answer = GLib.Variant('(as)', (['actions', 'body', 'body-markup'],))
    elif method == 'GetServerInformation':
        answer = GLib.Variant('(ssss)', ('desktop', 'tests', '1', '1.2'))
    elif method == 'RegisterStatusNotifierItem':
        (service,) = parameters.unpack()
        item = (sender, service) if service.startswith('/') else (service, '/StatusNotifierItem')
        say(call=method)
    elif method == 'Inhibit':
        say(call=method)
        answer = GLib.Variant('(u)', (7,))
    else:
        say(call=method)
    invocation.return_value(answer)


def on_get(_bus, _sender, _path, _interface, name):
    return {
        'IsStatusNotifierHostRegistered': GLib.Variant('b', True),
        'ProtocolVersion': GLib.Variant('i', 0),
        'RegisteredStatusNotifierItems': GLib.Variant('as', []),
    }[name]


def ask(path, interface, method, parameters):
    owner = item[0]
    answer = bus.call_sync(owner, path, interface, method, parameters, None, 0, 10_000, None)
    return answer.unpack()


def property_of_item(name):
    wanted = GLib.Variant('(ss)', (ITEM, name))
    return ask(item[1], 'org.freedesktop.DBus.Properties', 'Get', wanted)[0]


def picture():
    """Some desktops get a file's name, others its pixels."""
    wanted = GLib.Variant('(s)', (ITEM,))
    (all_of_it,) = ask(item[1], 'org.freedesktop.DBus.Properties', 'GetAll', wanted)
    return {name: str(value) for name, value in all_of_it.items() if name.startswith('Icon')}


def menu():
    path = property_of_item('Menu')
    wanted = GLib.Variant('(iias)', (0, -1, []))
    _, (_, _, entries) = ask(path, MENU, 'GetLayout', wanted)
    return path, [(entry[0], entry[1].get('label', '')) for entry in entries]


def choose(label):
    path, entries = menu()
    (chosen,) = [number for number, text in entries if text == label]
    event = GLib.Variant('(isvu)', (chosen, 'clicked', GLib.Variant('s', ''), 0))
    ask(path, MENU, 'Event', event)


def click(number):
    clicked = GLib.Variant('(us)', (number, 'default'))
    bus.emit_signal(None, '/org/freedesktop/Notifications', NOTIFICATIONS, 'ActionInvoked', clicked)


ACTS = {
    'menu': lambda: [label for _, label in menu()[1] if label != ''],
    'choose': choose,
    'tooltip': lambda: property_of_item('ToolTip')[2],
    'icon': picture,
    'click': click,
    'take the tray away': lambda: Gio.bus_unown_name(tray),
}


def on_line(source, _condition):
    line = source.readline()
    if line == '':
        loop.quit()
        return False
    asked = json.loads(line)
    try:
        say(answer=ACTS[asked['act']](*asked['with']))
    except Exception as error:
        say(error=str(error))
    return True


def own(interface, path):
    bus.register_object(path, INTERFACES.lookup_interface(interface), on_call, on_get, None)
    return Gio.bus_own_name_on_connection(bus, interface, 0, None, None)


own(NOTIFICATIONS, '/org/freedesktop/Notifications')
own(SESSION, '/org/gnome/SessionManager')
tray = own(WATCHER, '/StatusNotifierWatcher')
loop = GLib.MainLoop()
GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, on_line)
GLib.idle_add(lambda: say(call='ready'))
loop.run()
